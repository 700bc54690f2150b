package io.slipway.builds.request;

import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.EffectiveVariable;
import io.slipway.packages.feed.StoredPackage;
import java.util.List;
import java.util.Optional;

/** What only the file features' side knows: the definition in a package, ranges of versions, files of variables. */
public interface Sdi {

    /** Reads what the package says of itself; what is wrong with it is told, all at once. */
    SdiDefinition definition(StoredPackage sdi) throws SdiException;

    /**
     * Chooses from the versions of a package.
     *
     * @param wanted a version or a range; empty for the newest
     */
    Optional<StoredPackage> choose(String wanted, List<StoredPackage> versions) throws SdiException;

    /** The variables that hold for the deployment, from any of the forms of a file of variables. */
    Holding variables(String json, DeploymentTarget deployment) throws SdiException;

    /**
     * The variables that hold.
     *
     * @param variables the variables, each with the value that fits the deployment best
     * @param warnings what was probably not meant, such as scoped values and nothing that chooses between them
     */
    record Holding(List<EffectiveVariable> variables, List<String> warnings) {
        public Holding {
            variables = List.copyOf(variables);
            warnings = List.copyOf(warnings);
        }
    }
}
