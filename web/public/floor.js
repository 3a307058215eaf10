/* Runs before the product, in ES5, so that a browser below the floor (Chromium 109, Firefox 115,
   Safari 16.4) shows a page in words instead of a blank one. Also sets theme and language early. */
(function () {
  var root = document.documentElement;
  function supports() {
    try {
      return (
        "noModule" in document.createElement("script") &&
        "inert" in root &&
        typeof HTMLDialogElement === "function" &&
        typeof structuredClone === "function" &&
        typeof DecompressionStream === "function" &&
        typeof Array.prototype.findLast === "function" &&
        CSS.supports("container-type", "inline-size") &&
        CSS.supports("height", "1dvh")
      );
    } catch (e) {
      return false;
    }
  }
  if (!supports()) {
    root.className += " below-floor";
    return;
  }
  try {
    var theme = localStorage.getItem("huizhen.theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    var locale = localStorage.getItem("huizhen.locale");
    if (locale) root.lang = locale;
  } catch (e) {
    /* storage may be forbidden; the defaults stand */
  }
})();
