package io.slipway.features.variables;

import java.util.List;
import java.util.Locale;

/** The formats of variable files. */
enum VariableFormat {
    JSON {
        @Override
        VariableFile read(String file, String text) throws VariableFileException {
            return VariableTree.read(file, JsonTreeReader.read(file, text));
        }
    },
    YAML {
        @Override
        VariableFile read(String file, String text) throws VariableFileException {
            return VariableTree.read(file, YamlTreeReader.read(file, text));
        }
    },
    ENV {
        @Override
        VariableFile read(String file, String text) throws VariableFileException {
            return counted(file, EnvVariables.read(file, text));
        }
    },
    PROPERTIES {
        @Override
        VariableFile read(String file, String text) throws VariableFileException {
            return counted(file, PropertiesVariables.read(file, text));
        }
    };

    abstract VariableFile read(String file, String text) throws VariableFileException;

    /** Chooses the format by the name's extension, or else by the beginning of the file. */
    static VariableFormat of(String file, String text) {
        String path = file.toLowerCase(Locale.ROOT).replace('\\', '/');
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.endsWith(".json")) {
            return JSON;
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YAML;
        }
        if (name.endsWith(".properties")) {
            return PROPERTIES;
        }
        if (name.endsWith(".env") || name.startsWith(".env.")) {
            return ENV;
        }
        String content = text.stripLeading();
        if (content.isEmpty() || content.startsWith("{") || content.startsWith("[")) {
            return JSON;
        }
        String first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        return isAssignment(first) ? ENV : YAML;
    }

    /**
     * Returns whether a line is {@code NAME=value}. A line of YAML has a blank before any {@code =}, after its colon
     * or its dash.
     */
    private static boolean isAssignment(String line) {
        String name = line.substring(0, Math.max(0, line.indexOf('='))).strip();
        return !name.isEmpty()
                && EnvVariables.withoutExport(name)
                        .chars()
                        .noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
    }

    private static VariableFile counted(String file, List<Declaration> declarations) throws VariableFileException {
        if (declarations.size() > VariableFile.MAX_VARIABLES) {
            throw new VariableFileException(
                    file,
                    Place.UNKNOWN,
                    "it must have at most " + VariableFile.MAX_VARIABLES + " variables, but has more");
        }
        return new VariableFile(file, declarations, new ScopeNames());
    }
}
