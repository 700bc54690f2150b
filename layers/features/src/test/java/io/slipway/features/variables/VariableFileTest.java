package io.slipway.features.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.features.octostache.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableFileTest {

    @Test
    void an_object_has_names_and_values() throws VariableFileException {
        assertThat(read("a.json", "{\"a\": \"b\", \"n\": 1.50, \"t\": true, \"e\": null}")
                        .variables())
                .containsExactly(
                        new Variable("a", "b", false),
                        new Variable("n", "1.50", false),
                        new Variable("t", "true", false),
                        new Variable("e", null, false));
    }

    @Test
    void sensitive_values_are_marked() throws VariableFileException {
        assertThat(read("a.json", "[{\"Name\":\"p\",\"Value\":\"x\",\"IsSensitive\":true}]")
                        .variables())
                .containsExactly(new Variable("p", "x", true));
        assertThat(read("a.json", "[{\"Name\":\"p\",\"Value\":\"x\",\"Type\":\"Sensitive\"}]")
                        .variables())
                .containsExactly(new Variable("p", "x", true));
        assertThat(read("a.json", "[{\"Name\":\"p\",\"Value\":\"x\",\"IsSensitive\":null,\"Type\":null}]")
                        .variables())
                .containsExactly(new Variable("p", "x", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"b\", \"n\": 15, \"t\": true, \"e\": null}",
                "[{\"Name\": \"p\", \"Value\": \"x\", \"IsSensitive\": true, \"Scope\": {\"Environment\": []}}]",
                "{\"Variables\": [{\"Name\": \"n\"}]}",
                "{}"
            })
    void parsed_json_gives_the_same_variables_as_its_text(String json)
            throws VariableFileException, JsonProcessingException {
        VariableFile file = VariableFile.of("a", new ObjectMapper().readTree(json));
        assertThat(ChosenVariables.of(file, new DeploymentScope()))
                .isEqualTo(ChosenVariables.of(VariableFile.read("a.json", json), new DeploymentScope()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "1", "[1]", "[{\"Value\":\"x\"}]", "{\"a\": {}}", "{\"a\": []}", "{} {}", "[", "[{}"})
    void other_json_is_rejected(String text) {
        assertThatExceptionOfType(VariableFileException.class).isThrownBy(() -> VariableFile.read("a.json", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json | {\"a\":\\n hunter2} | a.json:2:2: it must be valid JSON, but is not",
                "a.yaml | a: b\\nc: [hunter2 | a.yaml:2:12: it must be valid YAML, but is not",
                "a.yaml | - Name: x\\n- Value: hunter2 | a.yaml:2:3: the variable 2 of the list has no Name",
                "a.yaml | a: [hunter2] | a.yaml:1:4: the value of a must be a string, a number, a boolean or null,"
                        + " but is a list; a variable for a place in a document has a name such as a:Key",
                "a.yaml | a: &x [hunter2]\\nb: *x | a.yaml:1:4: an alias must refer to a scalar, but refers to this list or mapping",
                "a.yaml | - { Name: p, Value: hunter2, IsSensitive: yes } | a.yaml:1:43: the IsSensitive of p must be true or false",
                "a.json | [{\"Name\": \"p\", \"Value\": \"hunter2\", \"IsSensitive\": \"\"}] | a.json:1:51: the IsSensitive of p must be true or false",
                "a.yaml | - { Name: p, Value: hunter2, IsSensitive: [x] } | a.yaml:1:43: the IsSensitive of p must be true or false",
                "a.yaml | - { Name: p, Value: hunter2, Type: {} } | a.yaml:1:36: the Type of p must be a string such as String or Sensitive",
                "a.yaml | Variables: []\\nScopeValues: [] | a.yaml:2:14: ScopeValues must be an object such as"
                        + " {\"Environments\": [{\"Id\": \"Environments-1\", \"Name\": \"Test\"}]}",
                "a.env | A=1\\n\\nhunter2 | a.env:3: the line must be NAME=value, but has no '='",
                "a.env | A='hunter2 | a.env:1: the quote that begins here is not closed",
                "a.env | A=\"hun\" ter2 | a.env:1: something follows the closing quote",
                "a.env | # x\\n =hunter2 | a.env:2: a name must precede '=', but is missing",
                "a.properties | a=1\\nb=hunter2\\\\u12 | a.properties:2: four hexadecimal digits must follow \\\\u, but do not"
            })
    void a_mistake_is_reported_with_its_position_and_never_with_a_value(String name, String text, String message) {
        assertThatExceptionOfType(VariableFileException.class)
                .isThrownBy(() -> VariableFile.read(name, unescaped(text)))
                .withMessage(unescaped(message))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void yaml_has_names_and_values_or_an_octopus_list_with_scopes() throws VariableFileException {
        assertThat(read("a.yml", "# ours\nHost: db\nVersion: 1.10\nFlag: no\nNothing: ~\nText: |\n  a\n  b\n")
                        .variables())
                .containsExactly(
                        new Variable("Host", "db", false),
                        new Variable("Version", "1.10", false),
                        new Variable("Flag", "no", false),
                        new Variable("Nothing", null, false),
                        new Variable("Text", "a\nb\n", false));
        assertThat(read("a.yaml", """
                Variables:
                  - Name: Host
                    Value: local
                  - { Name: Host, Value: db, IsSensitive: true, Scope: { Environment: [Production] } }
                """).variables()).containsExactly(new Variable("Host", "local", false));
    }

    @Test
    void hostile_yaml_is_rejected() {
        String bomb = "a: &a [x]\n" + "b: &b [*a, *a]\n".repeat(2);
        for (String text : new String[] {bomb, "a: &a [*a]", "[".repeat(100) + "]".repeat(100)}) {
            assertThatExceptionOfType(VariableFileException.class).isThrownBy(() -> VariableFile.read("a.yaml", text));
        }
    }

    @Test
    void env_files_are_read_as_docker_compose_reads_them() throws VariableFileException {
        assertThat(read(".env", """
                # comment
                HOST=db.example.com
                export PORT = 5432   # the usual one
                Db:Password=a#b
                EMPTY=
                SINGLE='it is #{Host} \\n'   # kept
                DOUBLE="a\\tb \\"c\\"
                d $X"
                """).variables())
                .containsExactly(
                        new Variable("HOST", "db.example.com", false),
                        new Variable("PORT", "5432", false),
                        new Variable("Db:Password", "a#b", false),
                        new Variable("EMPTY", "", false),
                        new Variable("SINGLE", "it is #{Host} \\n", false),
                        new Variable("DOUBLE", "a\tb \"c\"\nd $X", false));
    }

    @Test
    void properties_files_are_read_as_in_java_and_keep_their_order() throws VariableFileException {
        assertThat(read("a.properties", "z.host = db\\u002ddev\n! comment\na: x \\\n   y\nk\\ 1=v\n")
                        .variables())
                .containsExactly(
                        new Variable("z.host", "db-dev", false),
                        new Variable("a", "x y", false),
                        new Variable("k 1", "v", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | {\"A\": \"1\"}",
                "vars.txt | [{\"Name\": \"A\", \"Value\": \"1\"}]",
                "- | A=1",
                "- | # first\\nexport A=1",
                ".env.production | A=1",
                "prod.env | A=1",
                "- | A: '1'",
                "- | - Name: A\\n  Value: 1",
                "C:\\\\dir.json\\\\vars | A=1"
            })
    void the_format_is_detected_by_name_or_by_content(String name, String text) throws VariableFileException {
        assertThat(read(unescaped(name), unescaped(text)).variables()).containsExactly(new Variable("A", "1", false));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, true", "UTF-16LE, true", "UTF-16BE, true", "UTF-16LE, false", "UTF-16BE, false", "UTF-8, false"
    })
    void files_written_by_power_shell_are_read(Charset charset, boolean mark) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((mark ? "\uFEFF" : "").getBytes(charset));
        bytes.write("{\r\n  \"Größe\": \"1 €\"\r\n}\r\n".getBytes(charset));
        assertThat(ChosenVariables.of(VariableFile.read("a.json", bytes.toByteArray()), new DeploymentScope())
                        .variables())
                .containsExactly(new Variable("Größe", "1 €", false));
    }

    @Test
    void a_file_with_an_invalid_encoding_is_rejected() {
        byte[] half = "\uFEFF{}".getBytes(StandardCharsets.UTF_16LE);
        byte[] cut = java.util.Arrays.copyOf(half, half.length - 1);
        assertThatExceptionOfType(VariableFileException.class).isThrownBy(() -> VariableFile.read("a.json", cut));
    }

    private static ChosenVariables read(String name, String text) throws VariableFileException {
        return ChosenVariables.of(VariableFile.read(name, text), new DeploymentScope());
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\');
    }
}
