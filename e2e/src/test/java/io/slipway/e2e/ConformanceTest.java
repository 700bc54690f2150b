package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the OCI conformance suite, logged in, with every optional API and kind of data enabled. */
@OnSharedCloud
class ConformanceTest {
    private static final Pattern COUNT = Pattern.compile("(?m)^ *(Pass|FAIL|Skip|Error|Disabled|Total)\\.+: +(\\d+)$");

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "dev"})
    void nothing_fails_and_nothing_is_skipped(String version, Cloud cloud) throws Exception {
        Tool conformance = Tool.named("conformance");
        Api api = new Api(cloud);
        String space = "conformance-" + version.replace('.', '-');
        // The suite's sparse images refer to missing layers; by default, Slipway rejects them.
        var made = api.send(
                "POST",
                "/api/spaces",
                ("{\"name\":\"" + space + "\",\"sparse\":true}").getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + cloud.adminToken()));
        assertThat(made.statusCode()).isEqualTo(201);
        Path results = Cloud.root().resolve("e2e/target/conformance-" + version);
        Files.createDirectories(results);
        String output = run(conformance, settings(cloud, space, version, results));
        Files.writeString(results.resolve("output.txt"), output);
        Map<String, Integer> counts = counts(output);
        assertThat(counts.get("Pass")).isGreaterThan(1_000);
        assertThat(counts)
                .containsEntry("FAIL", 0)
                .containsEntry("Error", 0)
                .containsEntry("Skip", 0)
                .containsEntry("Disabled", 0);
    }

    private static Map<String, String> settings(Cloud cloud, String space, String version, Path results) {
        Map<String, String> settings = new HashMap<>();
        settings.put("OCI_REGISTRY", cloud.host());
        settings.put("OCI_TLS", "disabled");
        settings.put("OCI_REPO1", space + "/one");
        settings.put("OCI_REPO2", space + "/two");
        settings.put("OCI_USERNAME", "x");
        settings.put("OCI_PASSWORD", cloud.adminToken());
        settings.put("OCI_VERSION", version);
        settings.put("OCI_LOG", "error");
        settings.put("OCI_RESULTS_DIR", results.toString());
        for (String optional : new String[] {
            "OCI_API_BLOBS_DIGEST_HEADER",
            "OCI_API_BLOBS_UPLOAD_CANCEL",
            "OCI_API_MANIFESTS_DIGEST_HEADER",
            "OCI_API_MANIFESTS_TAG_PARAM",
            "OCI_DATA_SPARSE"
        }) {
            settings.put(optional, "true");
        }
        return settings;
    }

    private static String run(Tool conformance, Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(conformance.program().toString())
                .directory(conformance.home().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static Map<String, Integer> counts(String output) {
        Map<String, Integer> counts = new HashMap<>();
        Matcher matcher = COUNT.matcher(output);
        while (matcher.find()) {
            // The suite's summary is first; the lines of each API follow, without numbers.
            counts.putIfAbsent(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        return counts;
    }
}
