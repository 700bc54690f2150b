package io.slipway.features.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenVariablesTest {
    private static final String RANKED = """
            {"Variables": [
              {"Name": "A", "Value": "any"},
              {"Name": "a", "Value": "production", "Scope": {"Environment": ["Production", "Staging"]}},
              {"Name": "A", "Value": "web", "Scope": {"Role": "web-server"}},
              {"Name": "A", "Value": "web in production", "Scope": {"Environment": ["Production"], "Role": ["web-server"]}},
              {"Name": "A", "Value": "step", "Scope": {"Action": ["Deploy"]}}]}
            """;

    /** Output of {@code octopus project variable list -f json}. */
    private static final String COMMAND_LINE = """
            [{"ID": "1", "Name": "Db", "Value": "dev", "IsSensitive": false, "Type": "String", "Scope":
               {"Actions": null, "Channels": null, "Environments": [{"ID": "Environments-1", "Name": "Development"}], "Future": null,
                "Machines": null, "Processes": null, "Roles": null, "TenantTags": null}},
             {"ID": "2", "Name": "Db", "Value": "prod", "IsSensitive": false, "Type": "String", "Scope":
               {"Environments": [{"ID": "Environments-2", "Name": "Production"}]}},
             {"ID": "3", "Name": "Db", "Value": "tagged", "Scope":
               {"TenantTags": [{"ID": "Regions/EU", "Name": "EU"}], "Environments": [{"ID": "Environments-2", "Name": "Production"}]}}]
            """;

    /** Response to {@code GET /api/Spaces-1/variables/variableset-Projects-1}. */
    private static final String API = """
            {"Id": "variableset-Projects-1", "Version": 3, "Variables": [
              {"Name": "V", "Value": "any", "Scope": {}},
              {"Name": "V", "Value": "environment", "Scope": {"Environment": ["Environments-2"]}},
              {"Name": "V", "Value": "channel", "Scope": {"Channel": ["Channels-1"]}},
              {"Name": "V", "Value": "role", "Scope": {"Role": ["web-server"]}},
              {"Name": "V", "Value": "machine", "Scope": {"Machine": ["Machines-1"]}},
              {"Name": "V", "Value": "tag", "Scope": {"TenantTag": ["Regions/EU"]}},
              {"Name": "V", "Value": "tenant", "Scope": {"Tenant": ["Tenants-1"]}},
              {"Name": "V", "Value": "step", "Scope": {"Action": ["0c5b1c3e"]}},
              {"Name": "V", "Value": "process", "Scope": {"ProcessOwner": ["Runbooks-1"]}}],
             "ScopeValues": {
              "Environments": [{"Id": "Environments-1", "Name": "Development"}, {"Id": "Environments-2", "Name": "Test"}],
              "Channels": [{"Id": "Channels-1", "Name": "Hotfix"}], "Roles": [{"Id": "web-server", "Name": "web-server"}],
              "Machines": [{"Id": "Machines-1", "Name": "web01"}], "TenantTags": [{"Id": "Regions/EU", "Name": "EU"}],
              "Tenants": [{"Id": "Tenants-1", "Name": "Acme"}], "Actions": [{"Id": "0c5b1c3e", "Name": "Deploy web"}],
              "Processes": [{"ProcessType": "Runbook", "Id": "Runbooks-1", "Name": "Backup"}], "Triggers": [{"Id": "x"}]}}
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
    void the_most_specifically_scoped_value_wins(String environment, String role, String action, String expected)
            throws VariableFileException {
        DeploymentScope scope = new DeploymentScope()
                .with(Dimension.ENVIRONMENT, environment.isEmpty() ? List.of() : List.of(environment))
                .with(Dimension.ROLE, role.isEmpty() ? List.of() : List.of(role))
                .with(Dimension.ACTION, action.isEmpty() ? List.of() : List.of(action));
        assertThat(choose(RANKED, scope).variables())
                .extracting(Variable::value)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"Development, dev", "production, prod", "Environments-1, dev", "environments-2, prod"})
    void a_list_from_the_octopus_command_line_has_names_and_ids(String environment, String expected)
            throws VariableFileException {
        assertThat(value(choose(COMMAND_LINE, in(Dimension.ENVIRONMENT, environment)), "Db"))
                .isEqualTo(expected);
    }

    @Test
    void all_dimensions_of_a_scope_must_match() throws VariableFileException {
        DeploymentScope scope =
                in(Dimension.ENVIRONMENT, "Production").with(Dimension.TENANT_TAG, List.of("Regions/EU"));
        assertThat(value(choose(COMMAND_LINE, scope), "Db")).isEqualTo("tagged");
    }

    @ParameterizedTest
    @CsvSource({
        "ENVIRONMENT, Test, environment",
        "ENVIRONMENT, Environments-2, environment",
        "ENVIRONMENT, Development, any",
        "CHANNEL, hotfix, channel",
        "CHANNEL, Channels-1, channel",
        "ROLE, Web-Server, role",
        "MACHINE, web01, machine",
        "MACHINE, Machines-1, machine",
        "TENANT, Acme, tenant",
        "TENANT_TAG, Regions/EU, tag",
        "TENANT_TAG, EU, tag",
        "ACTION, Deploy web, step",
        "ACTION, 0c5b1c3e, step",
        "PROCESS, Backup, process",
        "PROCESS, Runbooks-1, process"
    })
    void a_variable_set_from_the_octopus_api_has_ids_and_a_table_of_names(
            Dimension dimension, String given, String expected) throws VariableFileException {
        assertThat(value(choose(API, in(dimension, given)), "V")).isEqualTo(expected);
    }

    @Test
    void an_environment_given_by_id_sets_the_variable_with_its_name() throws VariableFileException {
        assertThat(value(choose(API, in(Dimension.ENVIRONMENT, "Environments-2")), "Octopus.Environment.Name"))
                .isEqualTo("Test");
    }

    @Test
    void ids_are_resolved_with_the_files_own_names_or_those_of_other_files() throws VariableFileException {
        VariableFile ids = VariableFile.read("ids.json", """
                [{"Name": "L", "Value": "yes", "Scope": {"Environment": ["Environments-2"]}}]""");
        VariableFile other = VariableFile.read("other.json", """
                {"Variables": [{"Name": "O", "Value": "other", "Scope": {"Environment": ["Environments-2"]}}],
                 "ScopeValues": {"Environments": [{"Id": "Environments-2", "Name": "Production"}]}}""");
        ChosenVariables chosen = ChosenVariables.of(
                List.of(VariableFile.read("api.json", API), ids, other), List.of(), in(Dimension.ENVIRONMENT, "Test"));
        assertThat(value(chosen, "L")).isEqualTo("yes");
        assertThat(chosen.variables()).extracting(Variable::name).doesNotContain("O");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enviroment", "User", "Project", ""})
    void an_unknown_key_of_a_scope_is_reported_with_its_position(String key) {
        assertThatExceptionOfType(VariableFileException.class)
                .isThrownBy(() -> VariableFile.read(
                        "v.json", "[{\"Name\": \"Db\",\n  \"Scope\": {\"" + key + "\": [\"Production\"]}}]"))
                .withMessageStartingWith("v.json:2:13: the Scope of Db has the key " + key + ", which is none of Env");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"Production\"", "[\"Production\"]", "{\"Environment\": [{\"Nope\": 1}]}", "{\"Role\": [[]]}"})
    void an_invalid_scope_is_rejected_and_not_ignored(String scope) {
        assertThatExceptionOfType(VariableFileException.class)
                .isThrownBy(() -> VariableFile.read("v.json", "[{\"Name\": \"Db\", \"Scope\": " + scope + "}]"))
                .withMessageContaining("the Scope of Db must ");
    }

    @Test
    void a_deployment_without_an_environment_is_warned_of_values_that_do_not_apply() throws VariableFileException {
        assertThat(choose(COMMAND_LINE, new DeploymentScope()).warnings())
                .containsExactly(
                        "no environment is given, so 3 values that are scoped to environments (Development, Production) do not hold",
                        "no tenant tag is given, so a value that is scoped to tenant tags (EU) does not hold");
        assertThat(choose("{\"A\": \"1\"}", new DeploymentScope()).warnings()).isEmpty();
    }

    @Test
    void an_unknown_environment_is_reported_with_the_known_ones() throws VariableFileException {
        assertThat(choose(RANKED, in(Dimension.ENVIRONMENT, "Prodction")).warnings())
                .contains(
                        "the environment must be one that the variables name (Production, Staging), but was Prodction");
        assertThat(choose(API, in(Dimension.ENVIRONMENT, "Development")).warnings())
                .noneMatch(warning -> warning.contains("environment"));
    }

    @Test
    void unknown_roles_of_a_machine_are_accepted_if_another_role_is_known() throws VariableFileException {
        DeploymentScope scope = in(Dimension.ENVIRONMENT, "Production").with(Dimension.ACTION, List.of("Deploy"));
        assertThat(choose(RANKED, scope.with(Dimension.ROLE, List.of("linux", "web-server")))
                        .warnings())
                .isEmpty();
        assertThat(choose(RANKED, scope.with(Dimension.ROLE, List.of("linux"))).warnings())
                .containsExactly("the role must be one that the variables name (web-server), but was linux");
    }

    @Test
    void a_more_specific_scope_wins_over_a_later_file_which_wins_among_equal_scopes() throws VariableFileException {
        List<VariableFile> files =
                List.of(VariableFile.read("project.json", """
                        [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "1", "Scope": {"Environment": ["Production"]}}]"""), VariableFile.read("library.env", "a=2\nb=2\nC=2\n"));
        ChosenVariables chosen = ChosenVariables.of(
                files, List.of(new Variable("c", "set", false)), in(Dimension.ENVIRONMENT, "Production"));
        assertThat(chosen.variables())
                .extracting(Variable::name, Variable::value)
                .containsExactly(tuple("a", "2"), tuple("B", "1"), tuple("c", "set"));
    }

    @Test
    void an_explicit_value_wins_over_every_scope() throws VariableFileException {
        ChosenVariables chosen = ChosenVariables.of(
                List.of(VariableFile.read("v.json", RANKED)),
                List.of(new Variable("A", "set", false)),
                in(Dimension.ACTION, "Deploy"));
        assertThat(value(chosen, "A")).isEqualTo("set");
    }

    @ParameterizedTest
    @ValueSource(strings = {", \"Value\": null", ", \"Value\": \"\"", ""})
    void a_sensitive_variable_without_a_value_is_reported_by_name(String value) {
        String export = "[{\"Name\": \"Host\", \"Value\": \"h\"},\n {\"Name\": \"Db:Password\"" + value
                + ", \"IsSensitive\": true}, {\"Name\": \"Key\"" + value + ", \"Type\": \"Sensitive\"}]";
        assertThatExceptionOfType(MissingValuesException.class)
                .isThrownBy(() -> choose(export, new DeploymentScope()))
                .withMessage(
                        "v.json:2:11: the sensitive variables Db:Password, Key have no value, which exports leave out");
    }

    @Test
    void a_value_from_a_later_file_stays_sensitive() throws VariableFileException {
        VariableFile export = VariableFile.read("v.json", """
                [{"Name": "Pwd", "Value": "weak"},
                 {"Name": "Pwd", "Value": null, "IsSensitive": true, "Scope": {"Environment": ["Production"]}}]""");
        VariableFile secrets = VariableFile.read("secrets.env", "Pwd=hunter2\n");
        DeploymentScope production = in(Dimension.ENVIRONMENT, "Production");
        assertThat(ChosenVariables.of(List.of(export, secrets), List.of(), production)
                        .variables())
                .containsExactly(new Variable("Pwd", "hunter2", true));
        assertThat(ChosenVariables.of(List.of(export), List.of(new Variable("Pwd", "hunter2", false)), production)
                        .variables())
                .containsExactly(new Variable("Pwd", "hunter2", true));
        assertThatExceptionOfType(MissingValuesException.class)
                .as("neither an earlier file nor a value for another scope provides it")
                .isThrownBy(() -> ChosenVariables.of(List.of(secrets, export), List.of(), production));
    }

    @Test
    void variables_that_are_out_of_scope_need_no_value() throws VariableFileException {
        String export = """
                [{"Name": "Pwd", "Value": null, "IsSensitive": true, "Scope": {"Environment": ["Production"]}},
                 {"Name": "Key", "Value": null, "IsSensitive": true},
                 {"Name": "Key", "Value": "k", "IsSensitive": true, "Scope": {"Environment": ["Test"]}}]""";
        assertThat(choose(export, in(Dimension.ENVIRONMENT, "Test")).variables())
                .containsExactly(new Variable("Key", "k", true));
    }

    @Test
    void a_variable_that_is_sensitive_in_an_earlier_file_stays_sensitive_in_a_later_one() throws VariableFileException {
        VariableFile first = VariableFile.read("a.json", "[{\"Name\":\"p\",\"Value\":\"x\",\"IsSensitive\":true}]");
        VariableFile second = VariableFile.read("b.properties", "p = y\n");
        assertThat(ChosenVariables.of(List.of(first, second), List.of(), new DeploymentScope())
                        .variables())
                .containsExactly(new Variable("p", "y", true));
    }

    private static org.assertj.core.groups.Tuple tuple(String name, String value) {
        return org.assertj.core.groups.Tuple.tuple(name, value);
    }

    private static DeploymentScope in(Dimension dimension, String name) {
        return new DeploymentScope().with(dimension, List.of(name));
    }

    private static ChosenVariables choose(String text, DeploymentScope scope) throws VariableFileException {
        return ChosenVariables.of(VariableFile.read("v.json", text), scope);
    }

    private static String value(ChosenVariables chosen, String name) {
        return chosen.variables().stream()
                .filter(variable -> variable.name().equals(name))
                .map(variable -> String.valueOf(variable.value()))
                .findFirst()
                .orElse("(no such variable)");
    }
}
