// The task with AG Grid, as it comes: only the rows in view are in the document. Of its modules, those that the task needs.

import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  TextFilterModule,
} from "ag-grid-community";
import { benchOf, COLUMNS } from "./load.js";

ModuleRegistry.registerModules([ClientSideRowModelModule, ClientSideRowModelApiModule, TextFilterModule]);

const columnDefs = COLUMNS.map(({ key, header, format }) => ({
  field: key,
  headerName: header,
  flex: 1,
  valueFormatter: format && (({ value }) => format(value)),
}));
const grid = createGrid(document.getElementById("root"), {
  columnDefs,
  rowData: [],
  getRowId: ({ data }) => data.id,
  onFirstDataRendered: () => window.__bench.onRows(),
});
window.__bench = benchOf((rows) => grid.applyTransaction({ add: rows }));
