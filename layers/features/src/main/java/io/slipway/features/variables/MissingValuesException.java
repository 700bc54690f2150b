package io.slipway.features.variables;

import java.util.List;

/** Thrown if sensitive variables have no value: exports omit it, and no later file provides it. */
public final class MissingValuesException extends VariableFileException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> names;

    /** @param place the position of the first of them */
    public MissingValuesException(String file, Place place, List<String> names) {
        super(
                file,
                place,
                "the sensitive variable" + (names.size() == 1 ? " " : "s ") + String.join(", ", names)
                        + (names.size() == 1 ? " has" : " have") + " no value, which exports leave out");
        this.names = List.copyOf(names);
    }

    /** Returns the variables' names. */
    public List<String> names() {
        return names;
    }
}
