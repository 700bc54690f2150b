package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** What {@code slipway login} remembers, in the user's configuration folder, readable by the user alone. */
public final class Profile {
    private Profile() {}

    static Path file() {
        Path configuration = Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
        return configuration.resolve("slipway").resolve("profile.json");
    }

    /** Remembers a registry; answers where. */
    public static Path write(Connection connection) throws IOException {
        Path file = file();
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(
                file.getParent(),
                "profile",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("url", connection.url().toString())
                        .put("token", connection.token())
                        .toString());
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
