package io.slipway.features.netconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.features.octostache.Variable;
import io.slipway.features.variables.VariableSet;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationVariablesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c><appSettings><add  key='K'~ value='1' /></appSettings></c> | <c><appSettings><add  key='K'~ value='new' /></appSettings></c>",
                "<c><appSettings><add key=\"k\"/></appSettings></c> | <c><appSettings><add key=\"k\" value=\"new\"/></appSettings></c>",
                "<c><x><p:appSettings xmlns:p='u'><p:add key='K' value=''></p:add></p:appSettings></x></c>"
                        + "| <c><x><p:appSettings xmlns:p='u'><p:add key='K' value='new'></p:add></p:appSettings></x></c>",
                "<appSettings><add key='K' value='1'/></appSettings> | <appSettings><add key='K' value='new'/></appSettings>",
                "<c><connectionStrings><add name='K' connectionString='1' providerName='p'/></connectionStrings></c>"
                        + "| <c><connectionStrings><add name='K' connectionString='new' providerName='p'/></connectionStrings></c>",
                "<c><connectionStrings><add name='K'/></connectionStrings></c>"
                        + "| <c><connectionStrings><add name='K' connectionString='new'/></connectionStrings></c>",
                "<c><applicationSettings><S><setting name='K'><value>1</value></setting></S></applicationSettings></c>"
                        + "| <c><applicationSettings><S><setting name='K'><value>new</value></setting></S></applicationSettings></c>",
                "<c><applicationSettings><setting name='K'><value><a/></value></setting></applicationSettings></c>"
                        + "| <c><applicationSettings><setting name='K'><value>new</value></setting></applicationSettings></c>",
                "<c><applicationSettings><setting name='K'><value><![CDATA[1]]></value></setting></applicationSettings></c>"
                        + "| <c><applicationSettings><setting name='K'><value><![CDATA[new]]></value></setting></applicationSettings></c>",
                "<c><applicationSettings><setting name='K' /></applicationSettings></c>"
                        + "| <c><applicationSettings><setting name='K'><value>new</value></setting></applicationSettings></c>",
                "<c xmlns='u'><applicationSettings><setting name='K'/></applicationSettings></c>"
                        + "| <c xmlns='u'><applicationSettings><setting name='K'><value xmlns=\"\">new</value></setting></applicationSettings></c>",
                "<c><applicationSettings><setting name='K'>~  <other/>~</setting></applicationSettings></c>"
                        + "| <c><applicationSettings><setting name='K'>~  <other/>~  <value>new</value>~</setting></applicationSettings></c>"
            })
    void a_setting_gets_the_value_of_the_variable_with_its_name(String before, String after) throws XmlException {
        assertThat(replaced(before.replace('~', '\n'), "K", "new")).isEqualTo(after.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c><appSettings><sub><add key='K' value='1'/></sub></appSettings></c>",
                "<c><appSettings><add KEY='K' value='1'/></appSettings></c>",
                "<c><appSettings><add p:key='K' value='1' xmlns:p='u'/></appSettings></c>",
                "<c><appSettings><remove key='K'/></appSettings></c>",
                "<c><appSettings><add name='K' value='1'/></appSettings></c>",
                "<c><AppSettings><add key='K' value='1'/></AppSettings></c>",
                "<c><connectionStrings><add key='K' connectionString='1'/></connectionStrings></c>",
                "<c><userSettings><S><setting name='K'><value>1</value></setting></S></userSettings></c>",
                "<c><applicationSettings><S><add key='K' value='1'/></S></applicationSettings></c>",
                "<c/>"
            })
    void all_other_elements_and_attributes_are_unchanged(String document) throws XmlException {
        assertThat(replaced(document, "K", "new")).isEqualTo(document);
    }

    @Test
    void all_matching_settings_are_changed_ignoring_case() throws XmlException {
        XmlDocument document =
                XmlDocument.parse("<c>\n <appSettings><add key='k' value='1'/><add key='K' value='2'/></appSettings>\n"
                        + " <location><appSettings><add key='K' value='3'/></appSettings></location></c>");

        List<ConfigurationVariables.Replacement> replacements =
                new ConfigurationVariables(variables("K", "new")).replace(document);

        assertThat(document.markup()).doesNotContain("1").doesNotContain("2").doesNotContain("3");
        assertThat(replacements)
                .extracting(it -> it.variable() + " " + it.position())
                .containsExactly("K 2:15", "K 2:39", "K 3:25");
    }

    @Test
    void null_becomes_empty_and_octopus_variables_are_used() throws XmlException {
        assertThat(replaced("<c><appSettings><add key='Octopus.X' value='1'/></appSettings></c>", "Octopus.X", null))
                .isEqualTo("<c><appSettings><add key='Octopus.X' value=''/></appSettings></c>");
    }

    @Test
    void a_value_that_xml_cannot_express_is_an_error_with_its_position_and_without_the_value() {
        assertThatExceptionOfType(XmlException.class)
                .isThrownBy(() -> replaced("<c>\n<appSettings><add key='K'/></appSettings></c>", "K", "secret\u0001"))
                .withMessageContaining("'K'")
                .withMessageContaining("U+0001")
                .satisfies(e -> assertThat(e.position()).hasToString("2:14"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    /** For generated files: one variable changes exactly the one value. */
    @Test
    void one_value_changes_exactly_its_own_bytes() throws XmlException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String quote = random.nextBoolean() ? "'" : "\"";
            String space = List.of(" ", "  ", "\n\t", "\r\n    ").get(random.nextInt(4));
            int count = 1 + random.nextInt(6);
            int changed = random.nextInt(count);
            StringBuilder before = new StringBuilder("<?xml version='1.0' ?>\r\n<c>&amp;<!-- <x> --><appSettings>");
            StringBuilder after = new StringBuilder(before);
            for (int i = 0; i < count; i++) {
                String head = space + "<add" + space + "key=" + quote + "K" + i + quote + space + "value = " + quote;
                String tail = quote + (random.nextBoolean() ? "/>" : space + "></add>") + "<?p " + i + "?>";
                before.append(head).append("&#x41;&quot;old").append(tail);
                after.append(head)
                        .append(i == changed ? "&lt;new" : "&#x41;&quot;old")
                        .append(tail);
            }
            String end = "</appSettings >\r</c\n>\n";

            assertThat(replaced(before + end, "K" + changed, "<new")).isEqualTo(after + end);
        }
    }

    private static String replaced(String text, String name, @Nullable String value) throws XmlException {
        XmlDocument document = XmlDocument.parse(text);
        new ConfigurationVariables(variables(name, value)).replace(document);
        return document.markup();
    }

    private static VariableSet variables(String name, @Nullable String value) {
        List<Variable> variables = new ArrayList<>();
        variables.add(new Variable(name, value, false));
        return new VariableSet(variables, Clock.systemUTC());
    }
}
