package io.slipway.cli.image;

import io.slipway.cli.connection.CommandFailure;
import io.slipway.client.ClientException;
import io.slipway.client.NameLister;
import io.slipway.client.RemoteImage;
import io.slipway.client.Session;
import java.io.IOException;
import java.util.List;

/**
 * The source of a copy of all images.
 *
 * @param host the registry
 * @param name a repository, or the prefix of several: empty, or ending with a slash
 */
record CopySource(String host, String name) {

    /**
     * Parses {@code host/name}, {@code host/folder/} or {@code host}; throws {@link IllegalArgumentException} for
     * anything else.
     */
    static CopySource parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 && RemoteImage.isHost(text)) {
            return new CopySource(text, "");
        }
        boolean several = text.endsWith("/");
        String rest = several ? text.substring(0, text.length() - 1) : text;
        if (several && rest.indexOf('/') < 0 && RemoteImage.isHost(rest)) {
            return new CopySource(rest, "");
        }
        if (rest.indexOf('@') >= 0 || rest.lastIndexOf(':') > rest.lastIndexOf('/')) {
            throw new IllegalArgumentException("the source of --all must have neither tag nor digest, but was " + text);
        }
        RemoteImage image = RemoteImage.parse(rest);
        return new CopySource(image.host(), image.repository().path() + (several ? "/" : ""));
    }

    /** Returns whether the source is several repositories. */
    boolean several() {
        return name.isEmpty() || name.endsWith("/");
    }

    /** Returns the names of the repositories, several of which are found by the registry's catalogue. */
    List<String> repositories(Session registry) throws IOException {
        if (!several()) {
            return List.of(name);
        }
        try {
            List<String> found = new NameLister(registry)
                    .repositories().stream().filter(it -> it.startsWith(name)).toList();
            if (found.isEmpty()) {
                throw new CommandFailure("there is no repository " + host + "/" + name + "… that this login may list");
            }
            return found;
        } catch (ClientException e) {
            throw new CommandFailure(e.getMessage()
                    + "; log in with a user that may list them, or copy them one by one: slipway image copy --all "
                    + host + "/REPOSITORY TARGET");
        }
    }

    /** Returns the part of a repository's name that its copy has, too. */
    String kept(String repository) {
        return repository.substring(name.length());
    }
}
