package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists the names in a registry, page by page: its repositories (Docker Registry HTTP API V2, "Listing Repositories")
 * and the tags of a repository (distribution specification, "Listing Tags").
 */
public final class NameLister {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
    private static final int MAX_PAGE = 64 * 1024 * 1024;

    private final Session session;

    public NameLister(Session session) {
        this.session = session;
    }

    /** Lists the repositories that are visible to this login, in the registry's order. */
    public List<String> repositories() throws IOException {
        return list(
                session.registry().resolve("/v2/_catalog?n=1000"),
                "repositories",
                "cannot list the repositories of " + session.registry().host(),
                address -> session.sendForCatalog(() -> HttpRequest.newBuilder(address)));
    }

    /** Lists the tags of a repository, in the registry's order. */
    public List<Tag> tags(RemoteRepository repository) throws IOException {
        return list(
                        session.registry().of(repository, "tags/list?n=1000"),
                        "tags",
                        "cannot list the tags of " + repository,
                        address -> session.send(repository, () -> HttpRequest.newBuilder(address)))
                .stream()
                .map(Tag::new)
                .toList();
    }

    /** Sends the request for one page. */
    @FunctionalInterface
    private interface Page {
        HttpResponse<InputStream> send(URI address) throws IOException;
    }

    private List<String> list(URI first, String field, String failure, Page page) throws IOException {
        List<String> names = new ArrayList<>();
        Set<URI> read = new HashSet<>();
        Optional<URI> next = Optional.of(first);
        // Links back to a page that was already read would never end.
        while (next.isPresent() && read.add(next.get())) {
            URI address = next.get();
            HttpResponse<InputStream> response = page.send(address);
            if (response.statusCode() != 200) {
                throw Session.failure(failure, response);
            }
            try (InputStream body = response.body()) {
                for (JsonNode name : JSON.readTree(body.readNBytes(MAX_PAGE)).path(field)) {
                    names.add(name.asText());
                }
            }
            next = next(address, response);
        }
        return names;
    }

    private Optional<URI> next(URI address, HttpResponse<InputStream> response) throws IOException {
        Matcher link = NEXT.matcher(String.join(",", response.headers().allValues("Link")));
        if (!link.find()) {
            return Optional.empty();
        }
        URI next = address.resolve(link.group(1));
        // Some registries behind proxies link to another scheme or host, but the login is for this one.
        return Optional.of(session.registry().resolve(next.getRawPath() + "?" + next.getRawQuery()));
    }
}
