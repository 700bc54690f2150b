package io.slipway.core.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Grant;
import io.slipway.core.http.Query;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GET of the catalogue (Docker Registry HTTP API V2, "Listing Repositories"): the repositories that the caller may pull from, by grant or because
 * they are public, in ASCII order of the names that clients use. Repositories of packages are left out: clients treat each name as an image's, and
 * packages have a list of their own. A page costs at most {@value #MAX_READS} reads; if more are needed to fill it, it is shorter than requested, and
 * its {@code Link} continues after its last name, or with the reached space: any other position would reveal names that the caller may not see. If
 * that makes no progress, the search ends.
 */
public final class ListCatalog implements Operation {
    /** The maximum and default number of names of a page. */
    public static final int MAX_PAGE = 1_000;

    /** The most reads of a page, besides the read of the spaces. */
    public static final int MAX_READS = 32;

    /** The fewest names that a read looks at: a grant's pattern may skip many. */
    private static final int MIN_LIMIT = 200;

    private final Repositories repositories;
    private final Spaces spaces;

    public ListCatalog(Repositories repositories, Spaces spaces) {
        this.repositories = repositories;
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        int size = Math.min(call.count("n").orElse(MAX_PAGE), MAX_PAGE);
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.empty();
        if (size > 0) {
            String from = call.last().isEmpty() ? "" : call.last() + "\0";
            next = fill(names, size, streams(call.caller().catalog().orElse(List.of()), from))
                    .filter(position -> position.compareTo(call.last()) > 0);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("repositories");
        names.forEach(list::add);
        Response response =
                Response.of(200, "application/json", JsonTree.write(body).getBytes(StandardCharsets.UTF_8));
        return next.map(last -> response.with(
                        "Link", "</v2/_catalog?n=" + size + "&last=" + Query.encode(last) + ">; rel=\"next\""))
                .orElse(response);
    }

    /** Returns the last position that the caller may learn: the last name of the page, or the space of the next name, which may be hidden. */
    private static String reached(List<String> names, String name) {
        String space = name.substring(0, name.indexOf('/') + 1);
        return names.isEmpty() || names.getLast().compareTo(space) < 0 ? space : names.getLast();
    }

    private List<NameStream> streams(List<Grant> grants, String from) {
        List<SpaceName> covered = covered(grants);
        List<NameStream> streams = new ArrayList<>();
        streams.add(new NameStream(new PublicNames(repositories), from));
        if (covered.contains(SpaceName.DEFAULT)) {
            streams.add(new NameStream(new ShortNames(repositories, grants), from));
        }
        if (!covered.isEmpty()) {
            streams.add(new NameStream(new SpaceNames(repositories, covered, grants), from));
        }
        return streams;
    }

    private List<SpaceName> covered(List<Grant> grants) {
        boolean all = grants.stream().anyMatch(grant -> grant.space().equals(Grant.ANY_SPACE));
        Stream<SpaceName> names =
                all ? spaces.list().stream().map(Space::name) : grants.stream().map(Grant::spaceName);
        return names.distinct().toList();
    }

    /**
     * Merges all streams, smallest name first.
     *
     * @return the name after which the next page begins, empty at the end of the list
     */
    private static Optional<String> fill(List<String> names, int size, List<NameStream> streams) {
        int reads = 0;
        while (true) {
            Optional<NameStream> lowest = streams.stream()
                    .filter(stream -> stream.lowest().isPresent())
                    .min(Comparator.comparing(stream -> stream.lowest().orElseThrow()));
            if (lowest.isEmpty()) {
                return Optional.empty();
            }
            String name = lowest.get().lowest().orElseThrow();
            if (lowest.get().needsRead()) {
                if (reads == MAX_READS) {
                    return Optional.of(reached(names, name));
                }
                // Long reads are faster for a caller that may see few of many repositories.
                int least = reads < streams.size() ? MIN_LIMIT : MAX_PAGE;
                lowest.get().read(Math.max(least, size + 1 - names.size()));
                reads++;
            } else if (names.size() == size) {
                return Optional.of(names.getLast());
            } else {
                names.add(name);
                streams.forEach(stream -> stream.remove(name));
            }
        }
    }
}
