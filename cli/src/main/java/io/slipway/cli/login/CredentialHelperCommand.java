package io.slipway.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Implements {@code docker-credential-slipway}: Docker's protocol for credential helpers (docker-credential-helpers, "Development"). The
 * input is on standard input; results and errors are written to standard output, where Docker reads them.
 */
@Command(
        name = "credential-helper",
        description =
                "Provides the tokens of 'slipway login' to Docker and compatible clients; run by docker-credential-slipway.")
public final class CredentialHelperCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This message makes Docker continue without a login. */
    private static final String NOT_FOUND = "credentials not found in native keychain";

    private static final String USER = "slipway";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "ACTION", description = "get, store, erase or list")
    private String action = "";

    @Override
    public Integer call() {
        try {
            Optional<String> answer = run(action);
            answer.ifPresent(text -> spec.commandLine().getOut().println(text));
            return 0;
        } catch (CommandFailure | IOException e) {
            spec.commandLine().getOut().println(e.getMessage());
            return 1;
        }
    }

    private static Optional<String> run(String action) throws IOException {
        Profile profile = Profile.read();
        switch (action) {
            case "get" -> {
                String server = input();
                Profile.Login login = profile.find(server).orElseThrow(() -> new CommandFailure(NOT_FOUND));
                ObjectNode answer = JSON.createObjectNode().put("ServerURL", server);
                return Optional.of(answer.put("Username", USER)
                        .put("Secret", login.token())
                        .toString());
            }
            case "list" -> {
                ObjectNode all = JSON.createObjectNode();
                profile.logins().keySet().forEach(url -> all.put(url, USER));
                return Optional.of(all.toString());
            }
            case "store" -> store(profile, JSON.readTree(input()));
            case "erase" -> profile.remove(input());
            default -> throw new CommandFailure("the action must be get, store, erase or list");
        }
        return Optional.empty();
    }

    private static void store(Profile profile, JsonNode credentials) throws IOException {
        String server = credentials.path("ServerURL").asText();
        boolean local = server.matches("(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d+)?");
        URI url = URI.create(server.contains("://") ? server : (local ? "http://" : "https://") + server);
        profile.put(new Profile.Login(url, credentials.path("Secret").asText(), Optional.empty(), Optional.empty()));
    }

    private static String input() throws IOException {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
