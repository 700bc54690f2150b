package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the step templates in {@code integrations/octopus}; the one for bash runs with the functions and the array
 * that Octopus provides to scripts.
 */
@OnSharedCloud
class OctopusStepTest {
    private static final Path FOLDER = Cloud.root().resolve("integrations/octopus");

    private static final String OCTOPUS = """
            encode() { printf %s "$1" | base64 -w0; }
            set_octopusvariable() { echo "##octopus[setVariable name='$(encode "$1")' value='$(encode "$2")']"; }
            fail_step() { echo "##octopus[resultMessage message='$(encode "$1")']"; exit 1; }
            write_warning() { echo "##octopus[stdout-warning]"; echo "$1"; echo "##octopus[stdout-default]"; }
            declare -A octopus_parameters
            """;

    private static final Pattern MESSAGE = Pattern.compile("##octopus\\[setVariable name='([^']*)' value='([^']*)']");

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeEach
    void pushThePackage(Cloud shared) throws IOException {
        cloud = shared;
        Map<String, String> files = new TreeMap<>(Map.of(
                "Dockerfile", "FROM scratch\nCOPY app.conf /app.conf\n",
                "app.conf", "host=#{Database.Host}\ntext=#{Odd}\nrelease=#{Octopus.Release.Number}\n",
                "sdi.yaml", "image: octopus-step\nfeatures:\n  substituteInFiles: [app.conf]\n"));
        Files.write(folder.resolve("Octopus.Step.1.0.0.zip"), SampleApp.zip(files));
        new Command(cloud, folder)
                .run("push", folder.resolve("Octopus.Step.1.0.0.zip").toString(), "--replace");
    }

    @Test
    void the_step_sets_output_variables_that_later_steps_read() throws IOException, InterruptedException {
        Result result = step("deployments-501", "1.0.0");
        assertThat(result.code()).as(result.output()).isZero();
        Map<String, String> variables = result.variables();
        assertThat(variables).containsOnlyKeys("Image", "Reference", "Digest", "Build");
        assertThat(variables.get("Image")).isEqualTo(cloud.host() + "/octopus-step:1.0.0-deployments-501");
        assertThat(variables.get("Reference")).isEqualTo(cloud.host() + "/octopus-step@" + variables.get("Digest"));
        assertThat(result.output()).doesNotContain("not-for-the-log").doesNotContain(cloud.adminToken());
        Tool crane = Tool.crane(cloud);
        assertThat(new String(
                        Files.readAllBytes(export(crane, variables.getOrDefault("Image", ""))), StandardCharsets.UTF_8))
                .contains("host=db1 \"quoted\"\n", "text=a\\b\tc 日本\n", "release=1.0.0\n");
    }

    @Test
    void the_same_deployment_gets_the_same_build_again() throws IOException, InterruptedException {
        String first = step("deployments-502", "1.0.0").variables().get("Build");
        assertThat(step("deployments-502", "1.0.0").variables()).containsEntry("Build", first);
    }

    @Test
    void a_rejected_request_fails_the_step_with_the_registrys_reason() throws IOException, InterruptedException {
        Result result = step("deployments-503", "9.9.9");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("Slipway answered", "9.9.9");
    }

    @ParameterizedTest
    @CsvSource({"bash,build-image.sh,Bash", "powershell,build-image.ps1,PowerShell"})
    void a_template_has_the_script_and_the_parameters_that_it_reads(String template, String script, String syntax)
            throws IOException {
        JsonNode json = Api.JSON.readTree(
                FOLDER.resolve("build-image-" + template + ".json").toFile());
        String text = Files.readString(FOLDER.resolve(script));
        JsonNode properties = json.path("Properties");
        assertThat(properties.path("Octopus.Action.Script.ScriptBody").asText()).isEqualTo(text);
        assertThat(properties.path("Octopus.Action.Script.Syntax").asText()).isEqualTo(syntax);
        assertThat(json.path("ActionType").asText()).isEqualTo("Octopus.Script");
        for (JsonNode parameter : json.path("Parameters")) {
            String name = parameter.path("Name").asText();
            assertThat(text).containsAnyOf("'" + name + "'", "parameter " + name.replace("Slipway.", ""));
        }
    }

    @Test
    void the_octopus_client_pushes_packages_unmodified() throws IOException, InterruptedException {
        Path client = Cloud.root().resolve(".tools/octopus-client");
        Tool.require(Files.isDirectory(client), "Octopus's client is not installed; e2e/install-clients installs it");
        Path archive = Files.write(
                folder.resolve("Octopus.Pushed.2.0.0.zip"), SampleApp.zip(Map.of("Dockerfile", "FROM scratch\n")));
        // The name in Octopus's spelling: "Default".
        assertThat(node(client, cloud.adminToken(), "Default", archive).code()).isZero();
        JsonNode versions = Api.json(new Api(cloud)
                .send(
                        "GET",
                        "/api/spaces/default/packages/Octopus.Pushed",
                        new byte[0],
                        Map.of("Authorization", "Bearer " + cloud.adminToken())));
        assertThat(versions.toString()).contains("2.0.0");
        Result wrong = node(client, "slp_wrong", "Default", archive);
        assertThat(wrong.code()).isEqualTo(1);
        Result unknown = node(client, cloud.adminToken(), "Elsewhere", archive);
        assertThat(unknown.output()).contains("No spaces exist with name 'Elsewhere'");
    }

    private Result node(Path client, String token, String space, Path archive)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "node", "push.js", cloud.url().toString(), token, space, archive.toString())
                .directory(client.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        return new Result(process.exitValue(), output);
    }

    private record Result(int code, String output) {
        Map<String, String> variables() {
            Map<String, String> variables = new TreeMap<>();
            Matcher matcher = MESSAGE.matcher(output);
            while (matcher.find()) {
                variables.put(decode(matcher.group(1)), decode(matcher.group(2)));
            }
            return variables;
        }

        private static String decode(String text) {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        }
    }

    private Result step(String deployment, String version) throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "Slipway.Registry",
                cloud.url().toString(),
                "Slipway.Token",
                cloud.adminToken(),
                "Slipway.Space",
                "default",
                "Slipway.Package",
                "Octopus.Step",
                "Slipway.Version",
                version,
                "Slipway.Sensitive",
                "*Password*\n*Secret*",
                "Octopus.Deployment.Id",
                deployment,
                "Octopus.Environment.Name",
                "Production",
                "Octopus.Release.Number",
                version));
        variables.put("Octopus.Task.Id", "ServerTasks-" + System.nanoTime());
        variables.put("Database.Host", "db1 \"quoted\"");
        variables.put("Database.Password", "not-for-the-log");
        variables.put("Odd", "a\\b\tc 日本");
        StringBuilder script = new StringBuilder(OCTOPUS);
        variables.forEach((name, value) -> script.append("octopus_parameters[")
                .append(name)
                .append("]=$(base64 -d <<<")
                .append(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .append(")\n"));
        script.append(Files.readString(FOLDER.resolve("build-image.sh")));
        Path file = Files.writeString(folder.resolve("step.sh"), script);
        Process process = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Path export(Tool crane, String image) {
        Path tar = folder.resolve("image.tar");
        crane.run("export", "--insecure", image, tar.toString());
        return tar;
    }
}
