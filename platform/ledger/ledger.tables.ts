export interface LedgerTables {
  'platform.fact': {
    bureau_id: string;
    seq: number;
    fact_id: string;
    kind: string;
    subject: string;
    actor: string | null;
    unit: string | null;
    on_day: string;
    at: string;
    quantity: number | null;
    data: Record<string, unknown>;
    voids: string | null;
    previous_hash: string;
    hash: string;
  };
  'platform.ledger_head': { bureau_id: string; seq: number; hash: string };
}
