package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the logins that {@code docker login} stores, in its configuration or with a credential helper. */
public final class DockerLogins {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    private final Path folder;

    /** Reads the logins in this folder of Docker's configuration. */
    public DockerLogins(Path folder) {
        this.folder = folder;
    }

    /** Returns the login at a registry, if there is one. */
    public Optional<RegistryCredentials> find(String host) throws IOException {
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode config = JSON.readTree(file.toFile());
        String key = host.equals(RemoteImage.DOCKER_HUB) ? DOCKER_HUB_KEY : host;
        String helper = config.path("credHelpers")
                .path(key)
                .asText(config.path("credsStore").asText());
        if (!helper.isEmpty()) {
            Optional<RegistryCredentials> helped = helped(helper, key);
            if (helped.isPresent()) {
                return helped;
            }
        }
        String auth = config.path("auths").path(key).path("auth").asText();
        if (auth.isEmpty()) {
            return Optional.empty();
        }
        try {
            String login = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = login.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new RegistryCredentials(login.substring(0, colon), login.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new ClientException(0, "the login at " + host + " in " + file + " must be base64, but is not");
        }
    }

    /** Runs a helper (https://github.com/docker/docker-credential-helpers); one that is not installed counts as empty. */
    private static Optional<RegistryCredentials> helped(String helper, String key) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(List.of("docker-credential-" + helper, "get"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try (var in = process.getOutputStream()) {
            in.write(key.getBytes(StandardCharsets.UTF_8));
        }
        byte[] said = process.getInputStream().readAllBytes();
        try {
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(0, "interrupted");
        }
        JsonNode login = JSON.readTree(said);
        return login.hasNonNull("Secret")
                ? Optional.of(new RegistryCredentials(
                        login.path("Username").asText(), login.path("Secret").asText()))
                : Optional.empty();
    }
}
