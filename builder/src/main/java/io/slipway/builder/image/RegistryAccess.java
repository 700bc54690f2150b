package io.slipway.builder.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * A tool's access to the registry for pulls of base images: its host, and a file of logins as all Docker tools read it, which only its owner can
 * read.
 *
 * @param host the registry, as it stands before the first slash of an image's name
 * @param folder the folder of the file, Docker's {@code DOCKER_CONFIG}
 * @param plain whether the registry speaks HTTP without TLS, as on one machine
 */
public record RegistryAccess(String host, Path folder, boolean plain) {
    private static final String FILE = "config.json";

    /** Writes the file into a folder of its own. */
    public static RegistryAccess write(Path folder, String host, String token, boolean plain) throws IOException {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        String login = Base64.getEncoder().encodeToString(("slipway:" + token).getBytes(StandardCharsets.UTF_8));
        config.putObject("auths").putObject(host).put("auth", login);
        Files.createDirectories(folder);
        Path file = Files.createFile(
                folder.resolve(FILE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, config.toString());
        return new RegistryAccess(host, folder, plain);
    }

    /** The file of logins. */
    public Path file() {
        return folder.resolve(FILE);
    }
}
