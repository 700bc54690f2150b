package io.slipway.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SLIPWAY_URL", "https://from.environment", "SLIPWAY_TOKEN", "environment-token");

    @TempDir
    Path folder;

    private Path cloud;

    @BeforeEach
    void a_local_cloud_runs() throws IOException {
        cloud = Files.createDirectory(folder.resolve("cloud"));
        Files.writeString(cloud.resolve("cloud.json"), "{\"url\":\"http://localhost:5000\",\"pid\":1}");
        Files.writeString(cloud.resolve("admin-token"), "admin-token\n");
    }

    @Test
    void the_data_folder_alone_is_enough_and_overrides_the_environment() throws IOException {
        Connection found = sources(ENVIRONMENT, folder).choose(null, null, cloud);
        assertThat(found.url()).hasToString("http://localhost:5000");
        assertThat(found.token()).isEqualTo("admin-token");
        assertThat(found.tokenSource()).isEqualTo(cloud.resolve("admin-token").toString());
    }

    @Test
    void options_override_the_environment() throws IOException {
        Connection found = sources(ENVIRONMENT, cloud).choose("https://from.option", "option-token", null);
        assertThat(found.url()).hasToString("https://from.option");
        assertThat(found.urlSource()).isEqualTo("--url");
        assertThat(found.token()).isEqualTo("option-token");
    }

    @Test
    void the_environment_overrides_the_local_cloud() throws IOException {
        Connection found = sources(ENVIRONMENT, cloud).choose(null, null, null);
        assertThat(found.url()).hasToString("https://from.environment");
        assertThat(found.urlSource()).isEqualTo("SLIPWAY_URL");
        assertThat(found.tokenSource()).isEqualTo("SLIPWAY_TOKEN");
    }

    @Test
    void the_local_cloud_of_the_folder_is_the_last_resort() throws IOException {
        Connection found = sources(Map.of("SLIPWAY_URL", ""), cloud).choose(null, null, null);
        assertThat(found.url()).hasToString("http://localhost:5000");
        assertThat(found.urlSource()).isEqualTo("the local cloud of " + cloud);
        assertThat(found.token()).isEqualTo("admin-token");
    }

    @Test
    void the_administrators_token_of_a_local_cloud_is_not_sent_to_other_registries() {
        assertThatThrownBy(() -> sources(Map.of(), folder).choose("https://other.example.com", null, cloud))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("a token for https://other.example.com is missing (from --url)");
    }

    @Test
    void a_data_folder_without_a_running_cloud_is_an_error() {
        assertThatThrownBy(() -> sources(ENVIRONMENT, cloud).choose(null, null, folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "no local cloud runs on " + folder + ": start it with './slipway up --data " + folder + "'");
    }

    @Test
    void without_any_source_the_error_lists_the_next_steps() {
        assertThatThrownBy(() -> sources(Map.of(), folder).choose(null, null, null))
                .hasMessageContainingAll("./slipway up", "./slipway login", "--url", "SLIPWAY_URL");
    }

    private static Sources sources(Map<String, String> environment, Path folder) {
        return new Sources(environment, new Profile(), folder);
    }
}
