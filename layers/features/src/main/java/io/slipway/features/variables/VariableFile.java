package io.slipway.features.variables;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of variables: JSON, YAML, {@code .env} or properties. {@link ChosenVariables} selects those that apply to a
 * deployment.
 */
public final class VariableFile {
    /** The maximum number of variables of a file. */
    public static final int MAX_VARIABLES = 100_000;

    /** The maximum size of a file in bytes: 32 MiB. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private final String name;
    private final List<Declaration> declarations;
    private final ScopeNames names;

    VariableFile(String name, List<Declaration> declarations, ScopeNames names) {
        this.name = name;
        this.declarations = List.copyOf(declarations);
        this.names = names;
    }

    /**
     * Reads a file. A byte order mark decides the encoding; without one, it is UTF-8, UTF-16 if one of the first two bytes is zero, or else
     * windows-1252.
     *
     * @param name its name, whose extension decides the format: {@code .json}, {@code .yaml}, {@code .yml}, {@code .properties}, {@code
     * .env}; for any other, the content decides
     */
    public static VariableFile read(String name, byte[] bytes) throws VariableFileException {
        if (bytes.length > MAX_BYTES) {
            throw new VariableFileException(
                    name, Place.UNKNOWN, "it must have at most " + MAX_BYTES + " bytes, but has more");
        }
        try {
            Text text = Text.decode(bytes);
            String content = text.content();
            if (text.binary() && bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
                // JSON, YAML and assignments begin with a character of ASCII.
                content = new String(bytes, bytes[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
            }
            return read(name, content);
        } catch (TextException e) {
            throw new VariableFileException(name, Place.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a file that is decoded already. */
    public static VariableFile read(String name, String text) throws VariableFileException {
        return VariableFormat.of(name, text).read(name, text);
    }

    /**
     * Converts parsed JSON: an object of names and values, or one of Octopus's lists.
     *
     * @param name the name used in messages
     */
    public static VariableFile of(String name, JsonNode json) throws VariableFileException {
        return VariableTree.read(name, JsonTreeReader.of(json));
    }

    /** Returns the name used in messages. */
    public String name() {
        return name;
    }

    List<Declaration> declarations() {
        return declarations;
    }

    ScopeNames names() {
        return names;
    }
}
