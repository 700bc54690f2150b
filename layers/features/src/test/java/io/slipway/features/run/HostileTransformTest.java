package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transforms cannot read other files, run code or exhaust resources. */
@Timeout(60)
class HostileTransformTest {
    private static final String LISTED = "Octopus.Action.Package.AdditionalXmlConfigurationTransforms";
    private static final String XDT = "xmlns:xdt='http://schemas.microsoft.com/XML-Document-Transform'";
    private static final String SOURCE = "<c><a v='1'/></c>";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(temp.resolve("folder"));
        Files.writeString(folder.resolve("a.config"), SOURCE);
    }

    @Test
    void external_entities_are_not_read() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret.txt"), "hunter2");
        for (String external : new String[] {
            "<!DOCTYPE c [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><c " + XDT
                    + "><a v='x' xdt:Transform='Replace'>&e;</a></c>",
            "<!DOCTYPE c SYSTEM '" + secret.toUri() + "'><c " + XDT + "><a v='2' xdt:Transform='SetAttributes'/></c>",
            "<!DOCTYPE c [<!ENTITY % e SYSTEM '" + secret.toUri() + "'> %e;]><c " + XDT
                    + "><a v='2' xdt:Transform='SetAttributes'/></c>"
        }) {
            Report report = run(external);
            assertThat(Files.readString(folder.resolve("a.config")))
                    .as(external)
                    .doesNotContain("hunter2");
            assertThat(report.toString()).as(external).doesNotContain("hunter2");
            Files.writeString(folder.resolve("a.config"), SOURCE);
        }
    }

    @Test
    void entity_bombs_are_rejected() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE c [<!ENTITY e0 'xxxxxxxxxx'>");
        for (int i = 1; i < 12; i++) {
            bomb.append("<!ENTITY e")
                    .append(i)
                    .append(" '")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        bomb.append("]><c ").append(XDT).append("><a v='&e11;' xdt:Transform='SetAttributes'/></c>");

        assertThat(run(bomb.toString()).findings(Severity.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.file()).isEqualTo("t.config"));
        assertThat(folder.resolve("a.config")).hasContent(SOURCE);
    }

    @Test
    void nesting_beyond_the_limit_is_rejected() throws Exception {
        String deep = "<c " + XDT + ">" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</c>";

        assertThat(run(deep).findings(Severity.ERROR)).extracting(Finding::file).containsExactly("t.config");
    }

    @Test
    void nesting_within_the_limit_is_transformed() throws Exception {
        String nested = "<a>".repeat(900) + "</a>".repeat(900);
        Files.writeString(folder.resolve("a.config"), "<c>" + nested + "</c>");

        Report report = run(
                "<c " + XDT + ">" + "<a>".repeat(900) + "<z xdt:Transform='Insert'/>" + "</a>".repeat(900) + "</c>");

        assertThat(report.failed()).as("%s", report.findings(Severity.ERROR)).isFalse();
        assertThat(Files.readString(folder.resolve("a.config"))).contains("<z/>");
    }

    @Test
    void a_condition_of_quadratic_cost_is_aborted() throws Exception {
        Files.writeString(folder.resolve("a.config"), "<c>" + "<a v='1'/>".repeat(20_000) + "</c>");

        Report report = run(
                "<c " + XDT + "><a xdt:Transform='Remove' xdt:Locator=\"Condition(count(preceding::a) = -1)\"/></c>");

        assertThat(report.findings(Severity.ERROR)).first().satisfies(error -> {
            assertThat(error.file()).isEqualTo("t.config");
            assertThat(error.line()).isEqualTo(1);
            assertThat(error.message()).contains("too long");
        });
    }

    @Test
    void paths_do_not_read_other_documents() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret.xml"), "<hunter2/>");
        for (String function : new String[] {
            "document('" + secret.toUri() + "')//hunter2",
            "doc('" + secret.toUri() + "')",
            "unparsed-text('/etc/passwd')",
            "system-property('user.home')"
        }) {
            Report report = run("<c " + XDT + "><a v='9' xdt:Transform='SetAttributes' xdt:Locator=\"Condition("
                    + function + ")\"/></c>");
            assertThat(report.failed()).as(function).isTrue();
        }
    }

    @Test
    void many_transforms_of_a_large_file_take_little_time() throws Exception {
        StringBuilder source = new StringBuilder("<c>\n");
        StringBuilder transform = new StringBuilder("<c " + XDT + ">\n");
        for (int i = 0; i < 5_000; i++) {
            source.append("  <a k='")
                    .append(i)
                    .append("' v='some longer value of a setting ")
                    .append(i)
                    .append("'/>\n");
            if (i % 25 == 0) {
                transform
                        .append("<a k='")
                        .append(i)
                        .append("' v='new' xdt:Transform='SetAttributes' xdt:Locator='Match(k)'/>\n");
            }
        }
        Files.writeString(folder.resolve("a.config"), source.append("</c>"));

        assertThat(run(transform.append("</c>").toString()).changes()).hasSize(200);
    }

    private Report run(String transform) throws IOException {
        Files.writeString(folder.resolve("t.config"), transform);
        Plan plan = Runs.plan(folder, Map.of(LISTED, "t.config => a.config"), Limits.DEFAULT);
        if (!plan.report().failed()) {
            plan.write();
        }
        return plan.report();
    }
}
