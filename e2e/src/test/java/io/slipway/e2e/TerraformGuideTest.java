package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands in the configurations of {@code docs/how-to/terraform.md}. */
@OnSharedCloud
class TerraformGuideTest {
    private static final Pattern PROGRAM = Pattern.compile("(?m)^  program = (\\[.*])$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^    command = (\".*\")$");

    @TempDir
    Path folder;

    @Test
    void the_external_data_source_prints_the_reference_of_a_deployments_image(Cloud cloud) throws IOException {
        Files.write(
                folder.resolve("mywebapp.1.0.0.zip"),
                SampleApp.zip(Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n")));
        Command command = new Command(cloud, folder);
        command.run("push", "mywebapp.1.0.0.zip", "--replace");
        command.run(
                "build", "mywebapp", "--version", "1.0.0", "--deployment", "deployments-75", "--environment", "Test");
        JsonNode program = Api.JSON.readTree(found(PROGRAM));
        assertThat(program.path(0).asText()).isEqualTo("sh");
        JsonNode result = Api.JSON.readTree(shell(cloud, program.path(2).asText()));
        assertThat(result).hasSize(1);
        assertThat(result.path("reference").asText()).startsWith(cloud.host() + "/mywebapp@sha256:");
    }

    @Test
    void the_rule_of_a_role_can_be_added_repeatedly(Cloud cloud) throws IOException {
        String command = Api.JSON.readTree(found(COMMAND)).asText();
        String role = "arn:aws:iam::123456789012:role/terraform";
        String id = shell(cloud, "ROLE=" + role + "\n" + command);
        assertThat(shell(cloud, "ROLE=" + role + "\n" + command)).isEqualTo(id);
        assertThat(new Command(cloud, folder).run("principal", "list")).contains(role, "default/web/*:pull");
        new Command(cloud, folder).run("principal", "remove", role);
    }

    private static String found(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(Cloud.root().resolve("docs/how-to/terraform.md")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String shell(Cloud cloud, String command) {
        String script =
                "export SLIPWAY_URL='%s' SLIPWAY_TOKEN='%s'%n%s".formatted(cloud.url(), cloud.adminToken(), command);
        return new Tool(Tool.named("sh").program(), folder).run("-c", script);
    }
}
