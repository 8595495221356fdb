import { bind, type BoundRoute } from '#platform/module/index.ts';
import { importRoutes } from './import.contract.ts';
import * as work from './import.work.ts';

export const importBoundRoutes: BoundRoute[] = bind(importRoutes, {
  listImports: (act) => work.showImports(act),
  uploadRoster: (act, { upload, body }) => work.uploadRoster(act, upload, body.effectiveOn),
  readImport: (act, { params }) => work.readImport(act, params.importId),
  readImportPreview: (act, { params }) => work.showPreview(act, params.importId),
  applyImport: (act, { params, body }) => work.applyImport(act, params.importId, body),
  approveImport: (act, { params }) => work.approveImport(act, params.importId),
  declineImport: (act, { params }) => work.declineImport(act, params.importId),
  rereadImport: (act, { params }) => work.rereadImport(act, params.importId),
  dropImport: (act, { params }) => work.dropImport(act, params.importId),
  undoImport: (act, { params }) => work.undoImport(act, params.importId),
  downloadImportErrors: (act, { params, query }) => work.downloadErrors(act, params.importId, query.language),
  downloadTemplate: (act) => work.downloadTemplate(act),
  exportRoster: (act, { query }) => work.exportRoster(act, query.on),
});
