import "bounces-report/svelte";
import "bounces-report/tokens.css";
import { mount } from "svelte";
import "../shared/theme.css";
import App from "./App.svelte";

mount(App, { target: document.getElementById("app") });
