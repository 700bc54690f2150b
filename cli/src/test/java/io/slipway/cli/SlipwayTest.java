package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.slipway.cli.connection.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

class SlipwayTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void without_a_command_it_points_to_the_help_and_exits_with_2() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("slipway: Missing command. See 'slipway --help'.");
    }

    @Test
    void help_is_printed_to_standard_output_and_lists_the_commands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: slipway", "help");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_unknown_command_is_reported_in_one_line_and_exits_with_2() {
        assertThat(run("sail")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void a_failure_is_one_line_on_standard_error_and_exits_with_1() {
        assertThat(run("fail")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToIgnoringNewLines("slipway: It broke; mend it");
    }

    @Test
    void a_misspelt_command_is_reported_with_similar_ones() {
        assertThat(run("tokn")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no command 'tokn'; perhaps token");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1, no response from http://localhost:1",
        "nonsense, but was nonsense",
        "http://bad host, but was http://bad host",
        "ftp://example.com, but was ftp://example.com"
    })
    void an_unreachable_registry_is_reported_on_one_line_with_its_url(String url, String reason) {
        assertThat(run("space", "list", "--url", url, "--token", "x")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("slipway: ").contains(reason);
    }

    @Test
    void a_server_that_is_no_registry_of_Slipway_is_told() throws IOException {
        assertThat(answered(200, "<html>hello</html>")).contains("must be a Slipway registry");
    }

    @Test
    void a_rejected_token_is_reported_with_the_next_step() throws IOException {
        assertThat(answered(401, "{}")).contains("rejected the token", "slipway login");
    }

    @Test
    void a_change_without_settings_is_wrong_usage() {
        assertThat(run("space", "set", "team-a", "--url", "http://localhost:1", "--token", "x"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--port, 99999, 2", "--port, x, 2", "--public-url, nonsense, 1"})
    void a_cloud_does_not_start_with_invalid_options(String option, String value, int code) {
        assertThat(run("up", option, value)).isEqualTo(code);
        assertThat(err.toString().lines()).hasSize(1);
    }

    /** Returns the message for a server with this response. */
    private String answered(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            String url = "http://localhost:" + server.getAddress().getPort();
            assertThat(run("space", "list", "--url", url, "--token", "x")).isEqualTo(1);
            assertThat(err.toString().lines()).hasSize(1);
            return err.toString();
        } finally {
            server.stop(0);
        }
    }

    private int run(String... arguments) {
        CommandLine commandLine = Slipway.commandLine().addSubcommand(new Failing());
        return commandLine
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Command(name = "fail")
    static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new CommandFailure("It broke;\n  mend it");
        }
    }
}
