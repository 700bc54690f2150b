package io.slipway.builds.request;

import io.slipway.builds.inputs.InputPackage;
import io.slipway.features.octostache.Variable;
import io.slipway.packages.feed.StoredPackage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds the variables that Octopus Deploy sets in every deployment, as far as their values follow from the request.
 * Variables in the request take precedence.
 */
final class SystemVariables {
    private SystemVariables() {}

    static List<Variable> complete(
            List<Variable> given, BuildRequest request, StoredPackage sdi, List<InputPackage> packages) {
        List<Variable> all = new ArrayList<>(given);
        Set<String> names = new HashSet<>();
        given.forEach(variable -> names.add(variable.name().toUpperCase(Locale.ROOT)));
        add(all, names, "Octopus.Space.Name", request.space().value());
        add(all, names, "Octopus.Environment.Name", request.deployment().environment());
        add(all, names, "Octopus.Deployment.Id", request.deployment().id());
        add(all, names, "Octopus.Deployment.Tenant.Name", request.deployment().tenant());
        add(
                all,
                names,
                "Octopus.Deployment.Tenant.Tags",
                list(request.deployment().tenantTags()));
        add(all, names, "Octopus.Release.Channel.Name", request.deployment().channel());
        add(all, names, "Octopus.Machine.Name", request.deployment().machine());
        add(all, names, "Octopus.Machine.Roles", list(request.deployment().roles()));
        add(all, names, "Octopus.Action.Name", request.deployment().step());
        add(all, names, "Octopus.Action.Package.PackageId", sdi.id().value());
        add(all, names, "Octopus.Action.Package.PackageVersion", sdi.version().value());
        for (InputPackage it : packages) {
            add(all, names, "Octopus.Action.Package[" + it.id() + "].PackageId", it.id());
            add(all, names, "Octopus.Action.Package[" + it.id() + "].PackageVersion", it.version());
        }
        return all;
    }

    private static @Nullable String list(List<String> items) {
        return items.isEmpty() ? null : String.join(",", items);
    }

    private static void add(List<Variable> all, Set<String> names, String name, @Nullable String value) {
        if (value != null && names.add(name.toUpperCase(Locale.ROOT))) {
            all.add(new Variable(name, value, false));
        }
    }
}
