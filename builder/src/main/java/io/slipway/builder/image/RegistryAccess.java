package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Docker's configuration for a build: the login at the registry in a file that only its owner can read, and the
 * user's plugins and contexts, which Docker would not find from another folder.
 *
 * @param host the registry, in the form of an image's name
 * @param folder the folder, Docker's {@code DOCKER_CONFIG}
 */
record RegistryAccess(String host, Path folder) {
    private static final String FILE = "config.json";
    private static final String CONTEXT = "currentContext";

    /** Writes the configuration into a separate folder. */
    static RegistryAccess write(Path folder, String host, String token, Path users) throws IOException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        String login = Base64.getEncoder().encodeToString(("slipway:" + token).getBytes(StandardCharsets.UTF_8));
        config.putObject("auths").putObject(host).put("auth", login);
        Path other = users.resolve(FILE);
        if (Files.isRegularFile(other)) {
            JsonNode chosen = new ObjectMapper().readTree(other.toFile()).path(CONTEXT);
            if (chosen.isTextual()) {
                config.set(CONTEXT, chosen);
            }
        }
        Files.createDirectories(folder);
        for (String name : List.of("cli-plugins", "contexts")) {
            Path theirs = users.resolve(name).toAbsolutePath();
            if (Files.isDirectory(theirs)) {
                Files.createSymbolicLink(folder.resolve(name), theirs);
            }
        }
        Path file = Files.createFile(
                folder.resolve(FILE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, config.toString());
        return new RegistryAccess(host, folder);
    }

    /** Returns the user's folder of Docker's configuration. */
    static Path users(Map<String, String> environment) {
        String named = environment.get("DOCKER_CONFIG");
        return named == null ? Path.of(environment.getOrDefault("HOME", "/")).resolve(".docker") : Path.of(named);
    }
}
