// The task with React and TanStack Table: headers that sort, and pages of 100 rows.

import {
  flexRender,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  useReactTable,
} from "@tanstack/react-table";
import { createElement, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { benchOf, COLUMNS } from "./load.js";

const columns = COLUMNS.map(({ key, header, format }) => ({
  accessorKey: key,
  header,
  cell: ({ getValue }) => (format ? format(getValue()) : getValue()),
}));
const models = {
  getCoreRowModel: getCoreRowModel(),
  getSortedRowModel: getSortedRowModel(),
  getFilteredRowModel: getFilteredRowModel(),
  getPaginationRowModel: getPaginationRowModel(),
};
const initialState = { pagination: { pageIndex: 0, pageSize: 100 } };

function Report() {
  const [rows, setRows] = useState([]);
  useEffect(() => {
    window.__bench = benchOf((added) => setRows((rows) => [...rows, ...added]));
  }, []);
  useEffect(() => {
    if (rows.length > 0) window.__bench.onRows();
  }, [rows]);
  const table = useReactTable({ data: rows, columns, initialState, autoResetPageIndex: false, ...models });
  const header = ({ id, column, getContext }) =>
    createElement(
      "th",
      { key: id, onClick: column.getToggleSortingHandler() },
      flexRender(column.columnDef.header, getContext()),
    );
  const cell = ({ id, column, getContext }) =>
    createElement("td", { key: id }, flexRender(column.columnDef.cell, getContext()));
  const row = (row) => createElement("tr", { key: row.id }, row.getVisibleCells().map(cell));
  const [head] = table.getHeaderGroups();
  return createElement(
    "table",
    null,
    createElement("thead", null, createElement("tr", null, head.headers.map(header))),
    createElement("tbody", null, table.getRowModel().rows.map(row)),
  );
}

createRoot(document.getElementById("root")).render(createElement(Report));
