package io.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, on data that real clients pushed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final String REPOSITORIES = "#/spaces/console/repositories/";

    private Cloud cloud;
    private Api api;
    private ConsoleData data;
    private ConsoleBrowser browser;
    private Page page;

    @BeforeAll
    void fill(@TempDir Path folder) throws Exception {
        cloud = Cloud.start(folder.resolve("cloud"));
        api = new Api(cloud);
        for (String space : new String[] {"console", "console-empty"}) {
            call("POST", "/api/spaces", "{\"name\":\"" + space + "\"}", 201);
        }
        data = new ConsoleData(cloud);
        data.image("console/web", "1.0");
        data.index("console/multi/platform", "latest");
        data.chart("console/charts/web", "0.1.0");
        data.manyTags("console/many");
        data.builds(folder);
        browser = new ConsoleBrowser(cloud);
        page = browser.page();
    }

    @BeforeEach
    void login() {
        if (browser.page().url().equals("about:blank")) {
            browser.login(cloud.adminToken());
            assertThat(heading()).hasText("Spaces");
        }
    }

    @AfterEach
    void nothing_leaves_the_origin_or_breaks_the_policy() {
        assertThat(browser.takeFaults()).isEmpty();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void the_registrys_address_leads_a_browser_to_the_console() {
        page.navigate(cloud.url() + "/");
        assertThat(page).hasURL(cloud.url() + "/console/");
    }

    @Test
    void a_wrong_token_is_refused_in_words_and_never_stands_in_an_address() {
        try (ConsoleBrowser stranger = new ConsoleBrowser(cloud)) {
            stranger.login("slp_" + "0".repeat(40));
            assertThat(stranger.page().getByRole(AriaRole.ALERT)).containsText("This token is not valid");
            stranger.checkLook("login");
            stranger.login(cloud.adminToken());
            assertThat(stranger.page().getByRole(AriaRole.HEADING, named("Spaces")))
                    .isVisible();
            assertThat(stranger.page().url()).doesNotContain("slp_");
            stranger.page().getByText("Log out").click();
            assertThat(stranger.page().getByLabel("Token")).isVisible();
            assertThat(stranger.page().evaluate("sessionStorage.length + localStorage.length"))
                    .isEqualTo(0);
        }
    }

    @Test
    void a_token_shows_what_it_may_see_and_nothing_else() {
        String token = Api.json(call(
                        "POST",
                        "/api/tokens",
                        "{\"name\":\"narrow\",\"grants\":[{\"space\":\"console\",\"repository\":\"web\",\"actions\":[\"pull\"]}]}",
                        201))
                .path("token")
                .asText();
        try (ConsoleBrowser narrow = new ConsoleBrowser(cloud)) {
            narrow.login(token);
            narrow.page().getByRole(AriaRole.LINK, named("console")).first().click();
            assertThat(narrow.page().getByRole(AriaRole.LINK, named("web"))).isVisible();
            assertThat(narrow.page().getByText("charts/web")).hasCount(0);
            narrow.open(REPOSITORIES + "many");
            assertThat(narrow.page().getByRole(AriaRole.ALERT).first()).containsText("there is no repository");
        }
    }

    @Test
    void an_empty_space_says_what_to_type_and_notices_the_first_push() {
        browser.open("#/spaces/console-empty");
        assertThat(page.getByText("docker push " + cloud.host() + "/console-empty/hello:1"))
                .isVisible();
        browser.checkLook("first-push");
        data.image("console-empty/hello", "1");
        assertThat(page.getByRole(AriaRole.LINK, named("hello"))).isVisible();
    }

    @Test
    void repositories_are_found_as_a_name_is_typed_and_the_filter_survives_a_reload() {
        browser.open("#/spaces/console");
        assertThat(page.getByRole(AriaRole.LINK, named("multi/platform"))).isVisible();
        browser.checkLook("repositories");
        page.getByLabel("Filter").fill("cha");
        assertThat(page.getByRole(AriaRole.LINK, named("charts/web"))).isVisible();
        assertThat(page.getByText("multi/platform")).hasCount(0);
        page.reload();
        assertThat(page.getByLabel("Filter")).hasValue("cha");
        assertThat(page.getByText("multi/platform")).hasCount(0);
    }

    @Test
    void many_tags_are_sorted_as_versions_filtered_and_loaded_to_the_last() {
        browser.open(REPOSITORIES + "many");
        page.getByLabel("Order").selectOption("version");
        // The first thousand in ASCII order end with 1.1898.
        assertThat(rows("Tags").first()).containsText("1.1898");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1,000 of 1,000 loaded tags");
        browser.checkLook("repository");
        page.getByLabel("Filter").fill("1.4999");
        for (int loaded = 2; loaded < ConsoleData.TAGS / 1_000; loaded++) {
            page.getByText("Show more").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("0 of " + loaded + ",000 loaded tags");
        }
        page.getByText("Show more").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("1 of 5,000 tags");
        assertThat(rows("Tags")).hasCount(1);
    }

    @Test
    void an_image_shows_its_layers_history_and_hostile_labels_as_text() {
        browser.open("#/spaces/console");
        page.getByRole(AriaRole.LINK, named("web").setExact(true)).click();
        page.getByRole(AriaRole.LINK, named("1.0").setExact(true)).click();
        assertThat(page.getByText("docker pull " + cloud.host() + "/console/web:1.0"))
                .isVisible();
        page.getByRole(AriaRole.TAB, named("podman")).click();
        assertThat(page.getByText("podman pull " + cloud.host() + "/console/web:1.0"))
                .isVisible();
        assertThat(rows("Layers")).hasCount(3);
        assertThat(rows("Layers").nth(0)).containsText("COPY base /");
        assertThat(rows("Layers").nth(0)).containsText("22.0 kB");
        assertThat(rows("Layers").nth(0)).containsText("2 images");
        assertThat(rows("Layers").nth(1)).containsText("this image");
        assertThat(page.getByText("22.0 kB shared with other images of this repository"))
                .isVisible();
        assertThat(page.getByText(ConsoleData.HOSTILE).first()).isVisible();
        assertThat(page.locator("main img")).hasCount(0);
        browser.checkLook("image");
        page.goBack();
        assertThat(heading()).hasText("web");
    }

    @Test
    void the_components_of_an_sbom_can_be_searched() {
        browser.open(REPOSITORIES + "web/1.0");
        page.getByRole(AriaRole.BUTTON, button("Contents")).click();
        assertThat(rows("Components")).hasCount(2);
        page.getByLabel("Filter components").fill("ZLIB");
        assertThat(rows("Components")).hasCount(1);
        assertThat(rows("Components").first()).containsText("1.3.1");
    }

    @Test
    void an_index_leads_to_its_platforms_and_a_chart_says_how_helm_gets_it() {
        browser.open(REPOSITORIES + "multi%2Fplatform/latest");
        assertThat(rows("Platforms")).hasCount(3);
        browser.checkLook("index");
        page.getByRole(AriaRole.LINK, named("linux/arm64")).click();
        assertThat(page.locator(".facts").first()).containsText("linux/arm64");
        browser.open(REPOSITORIES + "charts%2Fweb/0.1.0");
        assertThat(page.getByText("Helm chart web 0.1.0")).isVisible();
        assertThat(page.getByText("helm pull oci://" + cloud.host() + "/console/charts/web --version 0.1.0"))
                .isVisible();
    }

    @Test
    void a_tag_is_deleted_after_a_question_and_a_repository_after_its_name_is_typed() {
        data.chart("console/doomed", "1");
        data.chart("console/doomed", "2");
        browser.open(REPOSITORIES + "doomed");
        page.getByRole(AriaRole.BUTTON, button("Delete the tag 1")).click();
        page.getByRole(AriaRole.DIALOG).getByText("Delete the tag", exactly()).click();
        assertThat(rows("Tags")).hasCount(1);
        assertThat(api.headManifest("console/doomed:1")).isEqualTo("none: 404");
        page.getByRole(AriaRole.BUTTON, button("Delete").setExact(true)).first().click();
        Locator confirm = page.getByRole(AriaRole.DIALOG).getByText("Delete the repository");
        assertThat(confirm).isDisabled();
        browser.checkLook("delete");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX).fill("doomed");
        confirm.click();
        assertThat(heading()).hasText("Repositories");
        assertThat(api.headManifest("console/doomed:2")).isEqualTo("none: 404");
    }

    @Test
    void packages_lead_to_their_versions_and_the_images_made_of_them() {
        browser.open("#/spaces/default/packages");
        browser.checkLook("packages");
        page.getByRole(AriaRole.LINK, named("mywebapp").setExact(true)).click();
        assertThat(rows("Versions").first()).containsText("1.2.0");
        assertThat(rows("Builds").first()).containsText("mywebapp:1.2.0-deployments-");
        browser.checkLook("package");
        rows("Versions").first().getByRole(AriaRole.LINK).click();
        assertThat(page.getByText("Dockerfile", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(page.getByText("site.conf")).hasCount(0);
        page.getByText("conf/").click();
        assertThat(page.getByText("site.conf")).isVisible();
        browser.checkLook("package-files");
    }

    @Test
    void a_build_shows_its_state_inputs_and_log() {
        browser.open("#/spaces/default/builds?package=mywebapp&environment=Test");
        assertThat(rows("Builds")).hasCount(1);
        browser.checkLook("builds");
        page.getByRole(AriaRole.LINK, named("mywebapp:1.2.0-deployments-Test")).click();
        assertThat(page.locator(".state")).hasText("Succeeded");
        assertThat(rows("Inputs").first()).containsText("mywebapp");
        assertThat(page.getByRole(AriaRole.LOG)).not().isEmpty();
        assertThat(rows("Changed files").first()).containsText("appsettings.json");
        page.locator("summary")
                .filter(new Locator.FilterOptions().setHasText("variables"))
                .click();
        assertThat(rows("Variables").filter(new Locator.FilterOptions().setHasText("Database:Host")))
                .containsText("db.test.example.com");
        assertThat(page.locator(".legend")).containsText("run features");
        browser.checkLook("build");
    }

    @Test
    void a_build_is_asked_for_again_with_other_variables() {
        browser.open("#/spaces/default/builds?package=mywebapp&environment=Test");
        page.getByRole(AriaRole.LINK, named("mywebapp:1.2.0-deployments-Test")).click();
        page.getByText("Build again").click();
        assertThat(page.getByLabel("Package")).hasValue("mywebapp");
        page.getByLabel("Deployment", new Page.GetByLabelOptions().setExact(true))
                .fill("deployments-again");
        page.getByLabel("Environment").fill("Staging");
        page.getByLabel("Variables, as JSON").fill("{Database");
        page.getByRole(AriaRole.BUTTON, button("Ask for the image")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The variables must be JSON");
        browser.checkLook("request");
        page.getByLabel("Variables, as JSON").fill("{\"Database:Host\": \"db.again.example.com\"}");
        page.getByRole(AriaRole.BUTTON, button("Ask for the image")).click();
        assertThat(heading()).hasText("mywebapp:1.2.0-deployments-again");
        assertThat(page.locator(".state")).hasText("Succeeded");
    }

    @Test
    void storage_shows_usage_against_the_quota_restores_what_was_deleted_and_tells_what_rules_delete() {
        call("PUT", "/api/spaces/console/quota", "{\"bytes\":1000000000}", 200);
        call(
                "PUT",
                "/api/spaces/console/retention",
                "{\"rules\":[{\"name\":\"newest chart\",\"repositories\":[\"kept\"],\"tags\":[\"chart-*\"],\"keep\":{\"newest\":1}}]}",
                200);
        data.chart("console/kept", "chart-1");
        data.chart("console/kept", "chart-2");
        data.chart("console/kept", "mistake");
        browser.open(REPOSITORIES + "kept");
        page.getByRole(AriaRole.BUTTON, button("Delete the tag mistake")).click();
        page.getByRole(AriaRole.DIALOG).getByText("Delete the tag", exactly()).click();
        assertThat(rows("Tags")).hasCount(2);
        browser.open("#/spaces/console/storage");
        assertThat(page.getByText("of 1.0 GB")).isVisible();
        assertThat(rows("Largest repositories").first()).isVisible();
        page.getByText("Show what the next run deletes").click();
        assertThat(rows("What goes").filter(new Locator.FilterOptions().setHasText("chart-1")))
                .hasCount(1);
        assertThat(page.getByText("chart-2")).hasCount(0);
        browser.checkLook("storage");
        rows("Bin")
                .filter(new Locator.FilterOptions().setHasText("mistake"))
                .getByRole(AriaRole.BUTTON)
                .click();
        page.getByRole(AriaRole.DIALOG).getByText("Restore", exactly()).click();
        assertThat(page.getByText("mistake")).hasCount(0);
        assertThat(api.headManifest("console/kept:mistake")).doesNotContain("404");
    }

    @Test
    void changes_of_a_space_are_listed_with_their_author() {
        browser.open("#/spaces/default/audit");
        assertThat(rows("Changes")
                        .filter(new Locator.FilterOptions().setHasText("build.succeeded"))
                        .first())
                .isVisible();
        browser.checkLook("changes");
    }

    @Test
    void rules_for_logins_without_a_token_are_listed_and_removed() {
        call(
                "POST",
                "/api/identities",
                "{\"issuer\":\"https://ci.example.com\",\"audience\":\"slipway\",\"claims\":{\"sub\":\"repo:a/b\"},"
                        + "\"grants\":[{\"space\":\"console\",\"repository\":\"web\",\"actions\":[\"pull\"]}]}",
                201);
        browser.open("#/tokens");
        page.reload();
        assertThat(rows("Workloads (OpenID Connect)").first()).containsText("aud=slipway sub=repo:a/b");
        page.getByRole(AriaRole.BUTTON, button("Remove https://ci.example.com")).click();
        page.getByRole(AriaRole.DIALOG).getByText("Remove", exactly()).click();
        assertThat(page.getByText("https://ci.example.com")).hasCount(0);
    }

    @Test
    void two_environments_are_compared_value_by_value() {
        browser.open("#/spaces/default/deployments");
        browser.checkLook("deployments");
        page.getByRole(AriaRole.BUTTON, button("Compare mywebapp in Test")).click();
        page.getByRole(AriaRole.BUTTON, button("Compare mywebapp in Production"))
                .click();
        assertThat(heading()).hasText("Comparison");
        assertThat(rows("Variables").first()).containsText("db.test.example.com");
        assertThat(page.getByText("a machine with the first pulls")).isVisible();
        assertThat(page.locator("del").first()).hasText("test");
        assertThat(page.locator("ins").first()).hasText("production");
        browser.checkLook("comparison");
        page.reload();
        assertThat(page.locator("ins").first()).hasText("production");
    }

    @Test
    void a_token_is_shown_once_and_revoked() {
        browser.open("#/tokens");
        page.getByText("New token").click();
        page.getByLabel("Name").fill("made in the console");
        page.getByRole(AriaRole.BUTTON, button("Create")).click();
        assertThat(page.locator(".notice code")).containsText("slp_");
        browser.checkLook("tokens");
        page.reload();
        assertThat(page.locator(".notice code")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, button("Revoke made in the console")).click();
        page.getByRole(AriaRole.DIALOG).getByText("Revoke", exactly()).click();
        assertThat(page.getByText("made in the console")).hasCount(0);
    }

    @Test
    void the_pages_are_small_and_locked_down() {
        HttpResponse<String> answer = api.send("GET", "/console/", new byte[0], Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        Object bytes = page.evaluate(
                "performance.getEntriesByType('resource').reduce((sum, it) => sum + it.decodedBodySize, 0)");
        assertThat(((Number) bytes).longValue()).isLessThan(150_000);
        assertThat(api.send("GET", "/console/../edge/store.json", new byte[0], Map.of())
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    private Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private Locator rows(String table) {
        return page.getByRole(AriaRole.TABLE, named(table).setExact(true)).locator("tbody tr");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions button(String name) {
        return named(name);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private HttpResponse<String> call(String method, String path, String body, int expected) {
        HttpResponse<String> answer = api.send(
                method,
                path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + cloud.adminToken(), "Content-Type", "application/json"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer;
    }
}
