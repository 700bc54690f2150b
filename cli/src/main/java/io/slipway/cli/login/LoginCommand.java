package io.slipway.cli.login;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.IdTokenLogin;
import io.slipway.cli.connection.Profile;
import io.slipway.cli.connection.SignedLogin;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway login URL}: stores a registry and a token for later commands and for Docker's credential helper. */
@Command(
        name = "login",
        description =
                "Stores a registry and a token, which is read from standard input, or obtained with AWS credentials or an ID token.")
public final class LoginCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "The registry's URL, such as https://registry.example.com")
    private String url = "";

    @Option(names = "--aws", description = "Logs in as the AWS principal whose credentials are in the environment.")
    private boolean aws;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A profile in AWS's configuration files, instead of the environment.")
    private String awsProfile = "";

    @Option(
            names = "--id-token",
            paramLabel = "FILE",
            description = "Logs in with an ID token of an OpenID Connect issuer; - is standard input.")
    private String idToken = "";

    @Option(
            names = "--print-password",
            description =
                    "With --aws or --id-token: stores nothing, and prints the password for 'docker login --password-stdin'.")
    private boolean print;

    @Override
    public Integer call() throws IOException {
        URI address = Connection.address(url);
        checkOptions();
        if (print) {
            Optional<String> named = Optional.of(awsProfile).filter(name -> !name.isEmpty());
            SignedLogin.Issued issued =
                    aws ? SignedLogin.login(address, named) : IdTokenLogin.login(address, idToken());
            spec.commandLine().getOut().println(issued.token());
            return 0;
        }
        Profile profile = Profile.read();
        if (aws) {
            profile.loginWithAws(address, awsProfile);
        } else if (!idToken.isEmpty()) {
            SignedLogin.Issued issued = IdTokenLogin.login(address, idToken());
            profile.put(new Profile.Login(address, issued.token(), Optional.of(issued.expires()), Optional.empty()));
        } else {
            Connection connection = new Connection(address, token(), "the command line", "standard input");
            connection.call("GET", "/api/spaces", Optional.empty());
            profile.put(new Profile.Login(address, connection.token(), Optional.empty(), Optional.empty()));
        }
        profile.choose(address);
        spec.commandLine().getErr().println("slipway: logged in; stored in " + Profile.file());
        return 0;
    }

    private void checkOptions() {
        if (aws && !idToken.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--aws and --id-token cannot be used together");
        }
        if (!aws && !awsProfile.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--profile requires --aws");
        }
        if (print && !aws && idToken.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--print-password requires --aws or --id-token");
        }
    }

    private String idToken() throws IOException {
        byte[] text = idToken.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(idToken));
        return new String(text, StandardCharsets.UTF_8).strip();
    }

    private static String token() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            return new String(terminal.get().readPassword("Token: "));
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Optional.ofNullable(in.readLine())
                .map(String::strip)
                .orElseThrow(() -> new CommandFailure("standard input must contain the token, but is empty"));
    }
}
