package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the URL and the token. An option always overrides the environment, which overrides the profile that {@code
 * slipway login}
 * wrote, which overrides the local cloud of this folder. A stored token is only sent to its own registry.
 *
 * @param environment the variables of the process
 * @param profile the stored logins
 * @param folder the default folder of the local cloud's data, without {@code --data}
 */
record Sources(Map<String, String> environment, Profile profile, Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Found(String value, String source) {}

    /** Returns the registry and the token to use. */
    Connection choose(@Nullable String url, @Nullable String token, @Nullable Path data) throws IOException {
        Path local = data == null ? folder : data;
        Optional<Found> cloud = cloud(local);
        Found address = address(url, data, cloud);
        boolean isCloud = cloud.filter(it -> it.value().equals(address.value())).isPresent();
        Found secret = token(token, data != null && isCloud, address.value())
                .or(() -> isCloud ? adminToken(local) : Optional.empty())
                .orElseThrow(() -> new CommandFailure("a token for " + address.value() + " is missing (from "
                        + address.source()
                        + "): provide one with --token or in SLIPWAY_TOKEN, or log in with './slipway login "
                        + address.value() + "'"));
        return new Connection(Connection.address(address.value()), secret.value(), address.source(), secret.source());
    }

    private Found address(@Nullable String url, @Nullable Path data, Optional<Found> cloud) {
        if (url != null) {
            return new Found(url, "--url");
        }
        if (data != null) {
            return cloud.orElseThrow(() -> new CommandFailure(
                    "no local cloud runs on " + data + ": start it with './slipway up --data " + data + "'"));
        }
        return variable("SLIPWAY_URL")
                .or(() -> profile.current().map(it -> new Found(it.toString(), "'slipway login'")))
                .or(() -> cloud)
                .orElseThrow(
                        () -> new CommandFailure("no registry is configured: start one with './slipway up', log in with"
                                + " './slipway login URL', or set --url or SLIPWAY_URL"));
    }

    /** Returns the token, except that of a local cloud that was not chosen explicitly. */
    private Optional<Found> token(@Nullable String token, boolean namedCloud, String address) throws IOException {
        if (token != null) {
            return Optional.of(new Found(token, "--token"));
        }
        Optional<Found> given = variable("SLIPWAY_TOKEN");
        if (namedCloud || given.isPresent()) {
            return namedCloud ? Optional.empty() : given;
        }
        return profile.find(address).map(login -> new Found(login.token(), "'slipway login'"));
    }

    private Optional<Found> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new Found(value, name));
    }

    private static Optional<Found> cloud(Path data) throws IOException {
        Path file = data.resolve("cloud.json");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        JsonNode cloud = JSON.readTree(file.toFile());
        return Optional.ofNullable(cloud.path("url").textValue())
                .map(url -> new Found(URI.create(url).toString(), "the local cloud of " + data));
    }

    private static Optional<Found> adminToken(Path data) {
        Path file = data.resolve("admin-token");
        try {
            return Files.isReadable(file)
                    ? Optional.of(new Found(Files.readString(file).strip(), file.toString()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
