package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the logins in Docker's configuration. */
class DockerLoginsTest {
    private static final RegistryCredentials ALICE = new RegistryCredentials("alice", "pass:word");
    private static final String AUTH = base64("alice:pass:word");

    @TempDir
    private Path folder;

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private DockerLogins logins(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        return new DockerLogins(folder);
    }

    private static String auths(String host, String auth) {
        return "{\"auths\":{\"" + host + "\":{\"auth\":\"" + auth + "\"}}}";
    }

    @Test
    void a_login_is_found_by_its_host() throws IOException {
        DockerLogins logins = logins(auths("quay.io", AUTH));
        assertThat(logins.find("quay.io")).contains(ALICE);
        assertThat(logins.find("ghcr.io")).isEmpty();
    }

    @Test
    void the_login_at_docker_hub_is_found_under_dockers_key() throws IOException {
        assertThat(logins(auths("https://index.docker.io/v1/", AUTH)).find(RemoteImage.DOCKER_HUB))
                .contains(ALICE);
    }

    @Test
    void a_machine_without_a_configuration_has_no_logins() throws IOException {
        assertThat(new DockerLogins(folder.resolve("missing")).find("quay.io")).isEmpty();
        assertThat(logins("{}").find("quay.io")).isEmpty();
    }

    @Test
    void a_login_without_a_password_is_ignored() throws IOException {
        assertThat(logins(auths("quay.io", base64("alice"))).find("quay.io")).isEmpty();
    }

    @Test
    void a_login_that_is_not_base64_is_an_error_with_the_name_of_the_file() throws IOException {
        DockerLogins logins = logins(auths("quay.io", "%"));
        assertThatThrownBy(() -> logins.find("quay.io"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("the login at quay.io")
                .hasMessageContaining("config.json")
                .hasMessageContaining("must be base64");
    }

    @Test
    void a_credential_helper_that_is_not_installed_is_ignored() throws IOException {
        DockerLogins logins = logins("{\"credsStore\":\"not-installed-here\","
                + auths("quay.io", AUTH).substring(1));
        assertThat(logins.find("quay.io")).contains(ALICE);
    }
}
