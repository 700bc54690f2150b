package io.slipway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.cli.Ran;
import io.slipway.cli.StubRegistry;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests every list and show command in every format. */
class ListsTest {
    private static final String LONG = "a-name-that-is-much-longer-than-columns-usually-are";

    private final StubRegistry registry = new StubRegistry()
            .answer("GET /api/spaces", 200, "{\"spaces\":[{\"name\":\"default\",\"displayName\":null}]}")
            .answer("GET /api/spaces/default", 200, "{\"name\":\"default\",\"displayName\":null,\"repositories\":1}")
            .answer(
                    "GET /api/tokens",
                    200,
                    "{\"tokens\":[{\"id\":\"1\",\"name\":\"" + LONG + "\",\"grants\":[{\"space\":\"default\","
                            + "\"repository\":\"**\",\"actions\":[\"pull\",\"push\"]}],\"expires\":null},"
                            + "{\"id\":\"2\",\"name\":\"ci\",\"grants\":[],\"expires\":\"2027-01-01T00:00:00Z\"}]}")
            .answer("GET /api/principals", 200, "{\"principals\":[{\"principal\":\"arn\",\"grants\":[]}]}")
            .answer(
                    "GET /api/identities",
                    200,
                    "{\"identities\":[{\"id\":\"1\",\"claims\":{\"sub\":\"a\"},\"grants\":[]}]}")
            .answer(
                    "GET /api/spaces/default/repositories",
                    200,
                    "{\"repositories\":[{\"image\":\"app\",\"visibility\":\"private\",\"created\":null}]}")
            .answer("GET /api/spaces/default/repositories/app", 200, "{\"name\":\"app\",\"created\":null}")
            .answer("GET /api/spaces/default/packages", 200, "{\"packages\":[{\"id\":\"acme.web\"}]}")
            .answer(
                    "GET /api/spaces/default/packages/acme.web",
                    200,
                    "{\"versions\":[{\"version\":\"1.2.0\",\"size\":7,\"created\":null,\"digest\":\"sha256:1\"}]}")
            .answer(
                    "GET /api/spaces/default/packages/acme.web/versions/1.2.0",
                    200,
                    "{\"version\":\"1.2.0\",\"size\":7,\"created\":null}")
            .answer(
                    "GET /api/spaces/default/deployments/deployments-75/images",
                    200,
                    "{\"images\":[{\"package\":\"acme.web\",\"version\":\"1.2.0\",\"state\":\"Failed\",\"image\":\"h/a:1\","
                            + "\"digest\":null}]}");

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @CsvSource({
        "space list, default",
        "space show default, name\tdefault",
        "token list, 2\tci\t-\tnever\t2027-01-01T00:00:00Z",
        "principal list, arn\t-",
        "repository list, app\tprivate\t-\t-",
        "repository show app, created\t-",
        "package list, acme.web",
        "package versions acme.web, 1.2.0\t7\tunknown\tsha256:1",
        "package show acme.web 1.2.0, size\t7",
        "image of deployments-75, acme.web\t1.2.0\tFailed\th/a:1\t-"
    })
    void plain_output_is_separated_by_tabs_and_json_has_no_null(String command, String line) throws IOException {
        Ran plain = run(command + " --format plain");
        assertThat(plain.out().lines()).contains(line);
        assertThat(plain.out()).doesNotContain("null");
        Ran json = run(command + " --format json");
        JsonNode read = new ObjectMapper().readTree(json.out());
        assertThat(read.isArray()).isEqualTo(!command.contains("show"));
        assertThat(json.out()).doesNotContain("null");
        assertThat(run(command)).isEqualTo(plain);
    }

    @Test
    void a_table_keeps_its_columns_even_with_long_names() {
        assertThat(run("token list --format table").out().lines())
                .containsExactly(
                        "ID  NAME                                                 GRANTS                LAST USED  EXPIRES",
                        "1   " + LONG + "  default/**:pull,push  never      never",
                        "2   ci                                                   -                     never      "
                                + "2027-01-01T00:00:00Z");
    }

    private Ran run(String command) {
        Ran ran = Ran.slipway(
                Stream.concat(Stream.of(command.split(" ")), Stream.of("--url", registry.url(), "--token", "x"))
                        .toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return ran;
    }
}
