package io.slipway.aws.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes that a read returns, each under a placeholder: some names are reserved words of DynamoDB. */
record Projection(String expression, Map<String, String> names) {
    static Projection of(List<String> attributes) {
        Map<String, String> names = new LinkedHashMap<>();
        attributes.forEach(name -> names.put("#" + name, name));
        return new Projection(String.join(", ", names.keySet()), names);
    }
}
