package io.slipway.features.structured;

import io.slipway.features.octostache.Variable;
import io.slipway.features.structured.StructuredFormat.Replaced;
import io.slipway.features.variables.VariableSet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces values in texts. */
final class Replacing {
    private Replacing() {}

    /** @param variables names and values in turn */
    static Replaced in(StructuredFormat format, String text, @Nullable String... variables) throws Exception {
        return format.replace(text.getBytes(StandardCharsets.UTF_8), variables(variables));
    }

    static String text(StructuredFormat format, String text, @Nullable String... variables) throws Exception {
        return new String(in(format, text, variables).bytes(), StandardCharsets.UTF_8);
    }

    static StructuredVariables variables(@Nullable String... variables) {
        List<Variable> list = new ArrayList<>();
        for (int i = 0; i < variables.length; i += 2) {
            list.add(new Variable(String.valueOf(variables[i]), variables[i + 1], false));
        }
        return new StructuredVariables(new VariableSet(list, Clock.systemUTC()));
    }
}
