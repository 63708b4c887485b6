/*
 * page.mjs MODULES PAGE.html [SCREENSHOTS] - look at a page as people do
 *
 * Opens the page in headless Chromium: light, dark, narrow, printed and with
 * scripts off, or as VIEWS says (names with blanks between, in the
 * environment).  Says what is wrong, a line each, and ends with status 1 when
 * anything is: a message on the console, a request, a violation that axe-core
 * knows, a page that must be scrolled sideways, a drawing without a table,
 * something that cannot be reached or left with the keyboard.  Texts of MARKERS (a JSON array
 * in the environment) must be on the page as text, and must not have run.
 */

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file, screenshots] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "here.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(resolve(file)).href;
const markers = JSON.parse(process.env.MARKERS ?? "[]");

const views = [
	{ name: "light", colorScheme: "light", width: 1280 },
	{ name: "dark", colorScheme: "dark", width: 1280 },
	/* in the colours of the two above, which take longest to look at */
	{ name: "narrow", colorScheme: "light", width: 360, contrast: false },
	{ name: "narrow-dark", colorScheme: "dark", width: 360, contrast: false },
	{ name: "print", colorScheme: "dark", width: 794, media: "print" }, /* A4 */
	{ name: "quiet", colorScheme: "light", width: 1280, javaScriptEnabled: false },
];

let wrong = 0;

function complain(view, what)
{
	console.log(`${view.name}: ${what}`);
	wrong++;
}

/* What is folded is looked at open. */
async function unfold(page)
{
	await page.evaluate(() => document.querySelectorAll("details")
		.forEach((d) => { d.open = true; }));
}

/* What a test may run in a page whose policy allows it no script. */
async function look(page, view)
{
	const sideways = await page.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);

	if (sideways > 0)
		complain(view, `the page is ${sideways} pixels wider than the screen`);

	const bare = await page.evaluate(() => [...document.querySelectorAll("svg[role=img]")]
		.filter((svg) => !svg.closest("section")?.querySelector("table"))
		.map((svg) => svg.textContent));

	for (const chart of bare)
		complain(view, `no table beside the drawing: ${chart}`);
	await page.evaluate(axe);
	const { violations } = await page.evaluate((contrast) => globalThis.axe.run(
		document, { resultTypes: ["violations"],
			rules: { "color-contrast": { enabled: contrast } } }),
		view.contrast ?? true);

	for (const v of violations)
		complain(view, `${v.id}: ${v.help} (${v.nodes.length}: ${v.nodes[0].target})`);
	if (await page.evaluate(() => "pwned" in globalThis))
		complain(view, "a name that the page shows was run");
}

/* Tab from the first to the last, and out again. */
async function walk(page, view)
{
	const stops = await page.evaluate(() => document.querySelectorAll(
		"a[href], button, summary, input, select, [tabindex='0']").length);
	const seen = new Set();

	for (let i = 0; i < stops; i++) {
		await page.keyboard.press("Tab");
		const here = await page.evaluate(() => {
			const all = [...document.querySelectorAll("*")];
			const e = document.activeElement;
			const style = getComputedStyle(e);

			return { at: all.indexOf(e), name: e.tagName,
				ring: style.outlineStyle !== "none" || style.boxShadow !== "none" };
		});

		if (here.name === "BODY")
			break;
		if (!here.ring)
			complain(view, `focus on a ${here.name} cannot be seen`);
		seen.add(here.at);
	}
	if (seen.size < stops)
		complain(view, `the keyboard reaches ${seen.size} of ${stops}`);
}

async function open(browser, view)
{
	const context = await browser.newContext({
		colorScheme: view.colorScheme,
		viewport: { width: view.width, height: 900 },
		javaScriptEnabled: view.javaScriptEnabled ?? true,
		bypassCSP: true, /* for axe-core; the policy is tested elsewhere */
	});
	const page = await context.newPage();

	page.on("console", (m) => complain(view, `console: ${m.text()}`));
	page.on("pageerror", (e) => complain(view, `error: ${e.message}`));
	page.on("dialog", (d) => { complain(view, "a dialog"); d.dismiss(); });
	page.on("request", (r) => {
		if (r.url() !== address)
			complain(view, `asks for ${r.url()}`);
	});
	await page.emulateMedia({ media: view.media ?? "screen" });
	await page.goto(address, { waitUntil: "load" });
	return { context, page };
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

const wanted = process.env.VIEWS?.split(" ") ?? views.map((v) => v.name);

for (const view of views.filter((v) => wanted.includes(v.name))) {
	const { context, page } = await open(browser, view);
	const text = await page.textContent("body");

	for (const marker of markers)
		if (!text.includes(marker))
			complain(view, `${JSON.stringify(marker)} is not there as text`);
	if (view.javaScriptEnabled ?? true) {
		await unfold(page);
		await look(page, view);
		await walk(page, view);
	} else if (!(await page.isVisible("main"))) {
		complain(view, "nothing can be seen without scripts");
	}
	if (screenshots)
		await page.screenshot({ fullPage: true, path: join(screenshots, `${view.name}.png`) });
	await context.close();
}
await browser.close();
process.exit(wrong ? 1 : 0);
