package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The registries that the user has logged in to, and the current one: a file in the user's configuration folder that
 * only the user can read.
 */
public final class Profile {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A token that expires sooner than this is no longer used. */
    private static final Duration RENEWAL = Duration.ofMinutes(15);

    private final Map<String, Login> logins = new LinkedHashMap<>();
    private String current = "";

    Profile() {}

    /**
     * A login.
     *
     * @param url the registry's URL
     * @param token the token
     * @param expires the expiry time, if known
     * @param aws for a self-renewing login with AWS credentials: their profile, empty for those of the environment
     */
    public record Login(URI url, String token, Optional<Instant> expires, Optional<String> aws) {
        private boolean endsSoon() {
            return expires.isPresent() && expires.get().isBefore(Instant.now().plus(RENEWAL));
        }

        /** Returns the URL, never the token. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** Returns the path of the file. */
    public static Path file() {
        Path configuration = Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(home(), ".config"));
        return configuration.resolve("slipway").resolve("profile.json");
    }

    private static String home() {
        String home = System.getenv("HOME");
        return home == null || home.isEmpty() ? System.getProperty("user.home") : home;
    }

    /** Reads the stored logins; empty without a file. */
    public static Profile read() throws IOException {
        Profile profile = new Profile();
        if (Files.isReadable(file())) {
            JsonNode file = JSON.readTree(file().toFile());
            profile.current = file.path("current").asText();
            file.path("registries").properties().forEach(entry -> {
                JsonNode login = entry.getValue();
                profile.logins.put(
                        entry.getKey(),
                        new Login(
                                URI.create(entry.getKey()),
                                login.path("token").asText(),
                                Optional.ofNullable(login.path("expires").textValue())
                                        .map(Instant::parse),
                                Optional.ofNullable(login.path("aws").textValue())));
            });
        }
        return profile;
    }

    /** Returns the default URL of commands. */
    public Optional<URI> current() {
        return Optional.of(current).filter(url -> !url.isEmpty()).map(URI::create);
    }

    /** Returns all logins by registry URL. */
    public Map<String, Login> logins() {
        return Map.copyOf(logins);
    }

    /**
     * Returns the login to a registry, given by URL or, as in Docker, by host; a login that expires soon is renewed if
     * possible.
     */
    public Optional<Login> find(String server) throws IOException {
        Optional<Login> found = logins.values().stream()
                .filter(login -> authority(login.url().toString()).equals(authority(server)))
                .findFirst();
        if (found.isEmpty() || found.get().aws().isEmpty() || !found.get().endsSoon()) {
            return found;
        }
        return Optional.of(loginWithAws(found.get().url(), found.get().aws().get()));
    }

    /** Logs in with AWS credentials, and stores the login. */
    public Login loginWithAws(URI url, String awsProfile) throws IOException {
        SignedLogin.Issued issued =
                SignedLogin.login(url, Optional.of(awsProfile).filter(name -> !name.isEmpty()));
        Login login = new Login(url, issued.token(), Optional.of(issued.expires()), Optional.of(awsProfile));
        put(login);
        return login;
    }

    /** Makes a registry the default of commands. */
    public void choose(URI url) throws IOException {
        current = url.toString();
        write();
    }

    /** Stores a login, and replaces an earlier one to the same registry. */
    public void put(Login login) throws IOException {
        logins.put(login.url().toString(), login);
        write();
    }

    /** Removes the login to a registry. */
    public void remove(String server) throws IOException {
        logins.values().removeIf(login -> authority(login.url().toString()).equals(authority(server)));
        if (authority(current).equals(authority(server))) {
            current = "";
        }
        write();
    }

    private static String authority(String server) {
        return server.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    }

    private void write() throws IOException {
        ObjectNode file = JSON.createObjectNode().put("current", current);
        ObjectNode registries = file.putObject("registries");
        logins.forEach((url, login) -> {
            ObjectNode node = registries.putObject(url).put("token", login.token());
            login.expires().ifPresent(expires -> node.put("expires", expires.toString()));
            login.aws().ifPresent(aws -> node.put("aws", aws));
        });
        Path folder = Files.createDirectories(file().getParent());
        Path fresh = Files.createTempFile(
                folder,
                "profile",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, file.toString());
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
