package io.slipway.builds;

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
    List<EffectiveVariable> variables(String json, DeploymentTarget deployment) throws SdiException;
}
