export interface IdentityTables {
  'platform.bureau': {
    bureau_id: string;
    name: string;
    division_code: string | null;
    sample: boolean;
    created_at: string;
  };
  'platform.account': {
    bureau_id: string;
    account_id: string;
    login: string;
    name: string;
    person_id: string | null;
    roles: string[];
    password_hash: string | null;
    activation_hash: string | null;
    activation_until: string | null;
    failures: number;
    failed_at: string | null;
    locked_until: string | null;
    disabled_at: string | null;
    created_at: string;
  };
  'platform.session': {
    bureau_id: string;
    token_hash: string;
    account_id: string;
    created_at: string;
    seen_at: string;
  };
}
