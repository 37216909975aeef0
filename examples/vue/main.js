import "bounces-report";
import { createApp, h, ref } from "vue";

// In a template: <bounces-report :campaign-activity-id="activity" @bounces-load="loaded" />, with
// `isCustomElement: (tag) => tag === "bounces-report"` among the compiler's options.
createApp({
  setup() {
    const rows = ref();
    return () => [
      h("p", rows.value === undefined ? "Reading…" : `${rows.value} bounces`),
      h("bounces-report", {
        "campaign-activity-id": "98edac88-f4bc-408c-9e64-acd890384231",
        "onBounces-load": (event) => (rows.value = event.detail.rows),
      }),
    ];
  },
}).mount("#app");
