package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Drives Debian's Chromium on the console. Records faults: requests to other origins, breaches of the content security policy, responses with a status of
 * 500 or more, errors.
 */
final class ConsoleBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /** The time that actions and assertions wait for the page: other tests share the cores. */
    private static final double PATIENCE_MILLIS = 30_000;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Browser browser;
    private final Runnable end;
    private final BrowserContext context;
    private final Cloud cloud;
    private final Page page;

    /** Opens a page in this browser, with its own session. */
    private ConsoleBrowser(Cloud cloud, Browser browser, Runnable end) {
        this.cloud = cloud;
        this.browser = browser;
        this.end = end;
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 800));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onRequest(request -> {
            if (!request.url().startsWith(cloud.url() + "/")) {
                faults.add("a request left the origin: " + request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 500) {
                faults.add("a response of " + response.status() + ": " + response.url());
            }
        });
        page.onConsoleMessage(message -> {
            // Chromium also logs each 4xx response as an error.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                faults.add("the browser's console: " + message.text());
            }
        });
        page.onPageError(error -> faults.add("an uncaught error: " + error));
        page.onDialog(dialog -> {
            faults.add("a dialogue: " + dialog.message());
            dialog.dismiss();
        });
    }

    /** Starts a browser, and opens a page. */
    static ConsoleBrowser start(Cloud cloud) {
        Tool.require(Files.isExecutable(CHROMIUM), "chromium is not installed; e2e/install-clients installs it");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
        return new ConsoleBrowser(cloud, browser, () -> {
            browser.close();
            playwright.close();
        });
    }

    /** Opens a page for another user, in this browser but without anything of this session. */
    ConsoleBrowser stranger() {
        return new ConsoleBrowser(cloud, browser, () -> {});
    }

    Page page() {
        return page;
    }

    void open(String address) {
        page.navigate(cloud.url() + "/console/" + address);
    }

    void login(String token) {
        open("");
        page.getByLabel("Token").fill(token);
        page.getByText("Log in", new Page.GetByTextOptions().setExact(true)).click();
    }

    /** Returns and clears the faults since the last call. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    /** Requires that the current page is accessible in both colour schemes, and fits a narrow and a wide screen. */
    void checkLook(String name) {
        page.locator("h1").first().waitFor();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            // The other mode, for frames of other origins, collects its results in a new browser window.
            var violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
            assertThat(violations.stream()
                            .map(it ->
                                    it.getId() + ": " + it.getNodes().getFirst().getHtml()))
                    .as(name + " in " + scheme)
                    .isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        for (int width : new int[] {360, 3840, 1280}) {
            page.setViewportSize(width, width == 360 ? 740 : 1000);
            Object overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue())
                    .as(name + " at " + width + " px")
                    .isLessThanOrEqualTo(0);
        }
        if (Boolean.getBoolean("slipway.screenshots")) {
            page.setViewportSize(1280, 860);
            page.screenshot(
                    new Page.ScreenshotOptions().setPath(Cloud.root().resolve("docs/images/console-" + name + ".png")));
        }
    }

    @Override
    public void close() {
        context.close();
        end.run();
    }
}
