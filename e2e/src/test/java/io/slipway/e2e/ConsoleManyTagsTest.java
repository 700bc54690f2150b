package io.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures a repository with very many tags in a browser, for {@code bench/many-tags}; {@code -Dslipway.tags=100000}
 * sets the number.
 */
class ConsoleManyTagsTest {
    private static final int TAGS = Integer.getInteger("slipway.tags", 0);
    private static final String COUNT = String.format("%,d tags", TAGS);

    @Test
    void all_tags_are_sorted_filtered_and_paged(@TempDir Path folder) {
        assumeTrue(TAGS > 0, "only runs as a measurement");
        try (Cloud cloud = Cloud.start(folder.resolve("cloud"));
                ConsoleBrowser browser = ConsoleBrowser.start(cloud)) {
            new ConsoleData(cloud).manyTags("many", TAGS);
            browser.login(cloud.adminToken());
            Page page = browser.page();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Spaces")))
                    .isVisible();
            browser.open("#/spaces/default/repositories/many");
            Locator rows = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Tags"))
                    .locator("tbody tr");
            long start = System.nanoTime();
            rows.first().waitFor();
            print("the first rows are shown", start);
            assertThat(page.getByRole(AriaRole.STATUS))
                    .hasText(COUNT, new LocatorAssertions.HasTextOptions().setTimeout(300_000));
            print("all tags are loaded", start);
            assertThat(rows.first()).containsText("1." + (TAGS - 1));
            assertThat(rows).hasCount(100);
            start = System.nanoTime();
            page.getByLabel("Order").selectOption("name");
            assertThat(rows.first().getByRole(AriaRole.LINK)).hasText("1.0");
            print("sorted by name", start);
            start = System.nanoTime();
            page.getByLabel("Order").selectOption("version");
            assertThat(rows.first()).containsText("1." + (TAGS - 1));
            long sorted = print("sorted by version", start);
            start = System.nanoTime();
            page.getByLabel("Filter").fill("1." + (TAGS / 2));
            assertThat(rows.first().getByRole(AriaRole.LINK)).hasText("1." + (TAGS / 2));
            long filtered = print("filtered", start);
            page.getByLabel("Filter").fill("");
            assertThat(rows).hasCount(100);
            start = System.nanoTime();
            page.getByText("Show more").click();
            assertThat(rows).hasCount(200);
            print("another page", start);
            long heap = ((Number) page.evaluate("performance.memory.usedJSHeapSize")).longValue();
            System.out.printf("heap of the page: %,d bytes%n", heap);
            assertThat(sorted).as("milliseconds").isLessThan(2_000);
            assertThat(filtered).as("milliseconds").isLessThan(2_000);
            assertThat(heap).isLessThan(300_000_000);
            assertThat(browser.takeFaults()).isEmpty();
        }
    }

    private static long print(String what, long start) {
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        System.out.println(what + ": " + milliseconds + " ms");
        return milliseconds;
    }
}
