import "bounces-report/vue";
import "bounces-report/tokens.css";
import { createApp } from "vue";
import "../shared/theme.css";
import App from "./App.vue";

createApp(App).mount("#app");
