// Colours of the map, light and dark. Communities get twelve hues that stay apart, each at least 3:1 against the ground.

export interface Theme {
  ground: string;
  ink: string;
  faint: string;
  line: string;
  accent: string;
  other: string;
  communities: string[];
}

export const LIGHT: Theme = {
  ground: "#fbfaf7", ink: "#22262b", faint: "#5f666e", line: "#8b9199", accent: "#0b5c8f", other: "#878c92",
  communities: ["#2f6f9f", "#b5652b", "#477a4b", "#8a5a9e", "#a8455b", "#2d7f82", "#86701c", "#5d6ac0", "#955640", "#5f7a2e", "#a0427f", "#3f6b5c"],
};

export const DARK: Theme = {
  ground: "#15181c", ink: "#e6e4df", faint: "#a3a9b0", line: "#69717a", accent: "#7cc0ee", other: "#8f959c",
  communities: ["#7db4dd", "#e0a06e", "#8cc492", "#c19ad3", "#e38fa2", "#76c2c4", "#cdb866", "#a0aaf0", "#d19f89", "#a9c374", "#dd8fc5", "#8fb8a8"],
};

export type Choice = "system" | "light" | "dark";
const KEY = "kg-explorer-theme";

export function readChoice(): Choice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system"; // a page from a file may be denied storage
  }
}

export function keepChoice(choice: Choice): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // the choice then lasts as long as the page
  }
}

export function isDark(choice: Choice): boolean {
  return choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

export function colourOf(theme: Theme, community: number): string {
  return community >= 0 && community < theme.communities.length ? theme.communities[community] : theme.other;
}
