package io.slipway.features.netconfig;

import io.slipway.features.variables.Variables;
import io.slipway.features.xml.XmlContainer;
import io.slipway.features.xml.XmlDocument;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlPosition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the values of {@code appSettings}, {@code connectionStrings} and {@code applicationSettings} in one file, as Calamari's {@code
 * ConfigurationVariablesReplacer} does: everywhere in the file, by names in any case, including Octopus's own variables. {@code
 * userSettings} stay unchanged.
 */
public final class ConfigurationVariables {
    private final Variables variables;

    public ConfigurationVariables(Variables variables) {
        this.variables = variables;
    }

    /**
     * One replaced value.
     *
     * @param variable the variable's name
     * @param position the setting's position
     */
    public record Replacement(String variable, XmlPosition position) {}

    /**
     * Replaces the settings of a document. Variables are applied in the order of their declaration; null becomes empty.
     *
     * @throws XmlException if a value cannot be written in XML
     */
    public List<Replacement> replace(XmlDocument document) throws XmlException {
        Map<String, List<Setting>> settings = new HashMap<>();
        collect(document, EnumSet.noneOf(Setting.Section.class), Set.of(), settings);
        List<Replacement> replacements = new ArrayList<>();
        for (String name : settings.isEmpty() ? List.<String>of() : variables.names()) {
            List<Setting> matching = settings.getOrDefault(folded(name), List.of());
            if (!matching.isEmpty()) {
                String value = variables.value(name).map(Variables.Value::text).orElse("");
                set(name, value, matching, replacements);
            }
        }
        return replacements;
    }

    private static void set(String name, String value, List<Setting> settings, List<Replacement> replacements)
            throws XmlException {
        for (Setting setting : settings) {
            XmlPosition position = setting.element().position();
            try {
                setting.setValue(value);
            } catch (XmlException e) {
                throw new XmlException(position, "the variable '" + name + "' cannot be set: " + e.getMessage());
            }
            replacements.add(new Replacement(name, position));
        }
    }

    /**
     * Collects the settings by name, in the order of the document.
     *
     * @param around the sections that an element above opens
     * @param directly the sections that the container itself opens
     */
    private static void collect(
            XmlContainer container,
            Set<Setting.Section> around,
            Set<Setting.Section> directly,
            Map<String, List<Setting>> settings) {
        for (XmlElement element : container.elements().toList()) {
            for (Setting.Section section : Setting.Section.values()) {
                boolean within = section == Setting.Section.APPLICATION_SETTINGS
                        ? around.contains(section)
                        : directly.contains(section);
                if (within && section.holds(element.name())) {
                    Setting setting = new Setting(element, section);
                    setting.name()
                            .ifPresent(name -> settings.computeIfAbsent(folded(name), key -> new ArrayList<>())
                                    .add(setting));
                }
            }
            Set<Setting.Section> opened = EnumSet.noneOf(Setting.Section.class);
            for (Setting.Section section : Setting.Section.values()) {
                if (section.opens(element.name())) {
                    opened.add(section);
                }
            }
            Set<Setting.Section> within = EnumSet.copyOf(around);
            within.addAll(opened);
            collect(element, within, opened, settings);
        }
    }

    /** Folds the case as .NET does for names: character by character, independent of language. */
    private static String folded(String name) {
        char[] characters = name.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = Character.toUpperCase(characters[i]);
        }
        return new String(characters);
    }
}
