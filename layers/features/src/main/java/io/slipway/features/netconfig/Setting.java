package io.slipway.features.netconfig;

import io.slipway.features.xml.XmlCData;
import io.slipway.features.xml.XmlElement;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlName;
import io.slipway.features.xml.XmlNode;
import io.slipway.features.xml.XmlText;
import java.util.List;
import java.util.Optional;

/**
 * A setting: an element with a name and a value.
 *
 * @param element the element
 * @param section the section that it is a setting of
 */
record Setting(XmlElement element, Section section) {
    /** The sections of a configuration file. Names of elements count whatever their namespace is, those of attributes have none. */
    enum Section {
        APP_SETTINGS("appSettings", "add", "key"),
        CONNECTION_STRINGS("connectionStrings", "add", "name"),
        APPLICATION_SETTINGS("applicationSettings", "setting", "name");

        private final String parent;
        private final String entry;
        private final String key;

        Section(String parent, String entry, String key) {
            this.parent = parent;
            this.entry = entry;
            this.key = key;
        }

        /** Returns whether an element of this name contains settings. */
        boolean opens(XmlName name) {
            return name.local().equals(parent);
        }

        /** Returns whether an element of this name may be a setting. */
        boolean holds(XmlName name) {
            return name.local().equals(entry);
        }
    }

    /** Returns its name, if it has one. */
    Optional<String> name() {
        return element.attribute(section.key).map(key -> key.value());
    }

    /**
     * Sets its value, in a new attribute or element if it has no value yet.
     *
     * @throws XmlException if the value cannot be written in XML
     */
    void setValue(String value) throws XmlException {
        switch (section) {
            case APP_SETTINGS -> element.setAttribute(XmlName.of("value"), value);
            case CONNECTION_STRINGS -> element.setAttribute(XmlName.of("connectionString"), value);
            case APPLICATION_SETTINGS -> setValueElement(value);
        }
    }

    private void setValueElement(String value) throws XmlException {
        Optional<XmlElement> known = element.elements()
                .filter(child -> child.name().local().equals("value"))
                .findFirst();
        if (known.isPresent()) {
            setText(known.get(), value);
            return;
        }
        XmlElement added = XmlElement.of(XmlName.of("value"));
        added.append(XmlText.of(value));
        addLast(added);
        added.declareMissingNamespaces();
    }

    /** Replaces an element's content by the text; a CDATA section around it stays. */
    private static void setText(XmlElement holder, String value) throws XmlException {
        List<XmlNode> content = holder.children();
        if (content.size() == 1 && content.getFirst() instanceof XmlText text) {
            text.setValue(value);
        } else if (content.size() == 1 && content.getFirst() instanceof XmlCData data) {
            data.setValue(value);
        } else {
            XmlText text = XmlText.of(value);
            holder.clear();
            holder.append(text);
        }
    }

    /** Adds an element after the last child, on its own line if the last child has one. */
    private void addLast(XmlElement added) {
        List<XmlNode> content = element.children();
        boolean ownLine = content.size() > 2
                && content.getLast() instanceof XmlText last
                && last.isSpace()
                && content.get(content.size() - 3) instanceof XmlText indent
                && indent.isSpace();
        if (ownLine) {
            XmlNode sibling = content.get(content.size() - 2);
            XmlNode indent = content.get(content.size() - 3);
            element.insertAfter(sibling, added);
            element.insertAfter(sibling, indent.copy());
        } else {
            element.append(added);
        }
    }
}
