package io.slipway.features.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableFileTest {
    private static final String SCOPED = """
            {"Variables": [
              {"Name": "A", "Value": "any"},
              {"Name": "a", "Value": "production", "Scope": {"Environment": ["Production", "Staging"]}},
              {"Name": "A", "Value": "web", "Scope": {"Role": "web-server"}},
              {"Name": "A", "Value": "web in production", "Scope": {"Environment": ["Production"], "Role": ["web-server"]}},
              {"Name": "A", "Value": "step", "Scope": {"Action": ["Deploy"]}}]}
            """;

    @ParameterizedTest
    @CsvSource({
        "'', '', '', any",
        "Production, '', '', production",
        "staging, '', '', production",
        "'', web-server, '', web",
        "Test, web-server, '', web",
        "Production, web-server, '', web in production",
        "Production, web-server, Deploy, step"
    })
    void the_value_that_fits_most_specifically_counts(String environment, String role, String action, String expected)
            throws VariableFileException {
        DeploymentScope scope = new DeploymentScope()
                .with(Dimension.ENVIRONMENT, environment.isEmpty() ? List.of() : List.of(environment))
                .with(Dimension.ROLE, role.isEmpty() ? List.of() : List.of(role))
                .with(Dimension.ACTION, action.isEmpty() ? List.of() : List.of(action));
        assertThat(VariableFile.read(SCOPED, scope)).extracting(Variable::value).containsExactly(expected);
    }

    @Test
    void an_object_is_names_and_values() throws VariableFileException {
        assertThat(VariableFile.read("{\"a\": \"b\", \"n\": 1, \"t\": true, \"e\": null}", new DeploymentScope()))
                .containsExactly(
                        new Variable("a", "b", false),
                        new Variable("n", "1", false),
                        new Variable("t", "true", false),
                        new Variable("e", null, false));
    }

    @Test
    void what_is_sensitive_is_marked() throws VariableFileException {
        assertThat(VariableFile.read("[{\"Name\":\"p\",\"Value\":\"x\",\"IsSensitive\":true}]", new DeploymentScope()))
                .containsExactly(new Variable("p", "x", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "1", "[1]", "[{\"Value\":\"x\"}]", "{\"a\": {}}", "{} {}"})
    void anything_else_is_refused(String text) {
        assertThatExceptionOfType(VariableFileException.class)
                .isThrownBy(() -> VariableFile.read(text, new DeploymentScope()));
    }
}
