import "bounces-report";
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { activity, data, fetcher, messages } from "../../shared/source.js";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <p>{{ rows() === undefined ? "Loading…" : rows() + " bounces" }}</p>
      <bounces-report [data]="data" [messages]="messages" (bounces-load)="rows.set($event.detail.rows)" />
      <bounces-report [campaignActivityId]="activity" [fetcher]="fetcher" lang="de" [pageSize]="100" />
    </main>
  `,
})
class App {
  readonly activity = activity;
  readonly data = data;
  readonly fetcher = fetcher;
  readonly messages = messages;
  readonly rows = signal<number | undefined>(undefined);
}

void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
