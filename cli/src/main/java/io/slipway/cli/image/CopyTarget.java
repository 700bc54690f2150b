package io.slipway.cli.image;

import io.slipway.client.RemoteRepository;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;

/**
 * The target of a copy of all images.
 *
 * @param source the source
 * @param space the space
 * @param path the repository, or the folder of the repositories, ending with a slash; empty for the space itself
 */
record CopyTarget(CopySource source, SpaceName space, String path) {

    /** Parses {@code [host/][space/]name} for one repository, {@code [host/]space[/folder]} for several. */
    static CopyTarget parse(String text, String host, CopySource source) {
        String rest = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (rest.lastIndexOf(':') > rest.lastIndexOf('/')) {
            throw new IllegalArgumentException("the target of --all must have no tag, but was " + text);
        }
        if (!source.several()) {
            RepositoryName one = ImageTarget.parse(rest, host).repository();
            return new CopyTarget(source, one.space(), one.path());
        }
        String folder = rest.startsWith(host + "/") ? rest.substring(host.length() + 1) : rest;
        int slash = folder.indexOf('/');
        return slash < 0
                ? new CopyTarget(source, new SpaceName(folder), "")
                : new CopyTarget(source, new SpaceName(folder.substring(0, slash)), folder.substring(slash + 1) + "/");
    }

    /** Returns the repository that a repository of the source is copied to. */
    RemoteRepository of(String repository) {
        String name = source.several() ? path + source.kept(repository) : path;
        return RemoteRepository.of(new RepositoryName(space, name));
    }
}
