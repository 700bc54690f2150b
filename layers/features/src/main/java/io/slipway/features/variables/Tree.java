package io.slipway.features.variables;

import java.util.List;
import java.util.Optional;

/** JSON or YAML with the positions of its parts. */
sealed interface Tree {
    Place place();

    /** A text, number or boolean, as written. */
    record Text(Place place, String text) implements Tree {}

    /** Null. */
    record Nothing(Place place) implements Tree {}

    /** A list. */
    record Items(Place place, List<Tree> items) implements Tree {}

    /** An object or a mapping. */
    record Fields(Place place, List<Field> fields) implements Tree {

        /** Returns the field with this name, ignoring case; of several, the last. */
        Optional<Tree> field(String name) {
            return fields.stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .reduce((first, second) -> second)
                    .map(Field::value);
        }
    }

    /** A field, with the position of its name. */
    record Field(Place place, String name, Tree value) {}
}
