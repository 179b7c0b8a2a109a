import { renderAvatar } from "./avatar.js";
import { byId, element } from "./element.js";

/**
 * @param {import("./page.js").State} state
 * @param {string} channelId
 * @param {string} user
 */
export function showSidebar({ team, channels, people, app }, channelId, user) {
  byId("team-name").textContent = team.name;
  byId("channels").replaceChildren(
    ...channels.map(({ id, name }) =>
      element(
        "li",
        { "aria-current": id === channelId && "page" },
        element("span", { class: "hash" }, "#"),
        name,
      ),
    ),
  );
  byId("people").replaceChildren(
    ...people.map(({ id, real_name: name }) =>
      element(
        "li",
        {},
        renderAvatar({ id, name, isApp: false }),
        element("span", {}, name),
        id === user && element("span", { class: "you" }, "you"),
      ),
    ),
  );
  byId("apps").replaceChildren(
    element("li", {}, renderAvatar({ id: app.id, name: app.name, isApp: true }), app.name),
  );
}
