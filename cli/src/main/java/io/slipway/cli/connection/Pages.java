package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a list of the API, page by page.
 *
 * @param items the field with a page's items
 * @param next the field with the position of the next page; missing on the last page
 */
public record Pages(String items, String next) {
    /** Requests one page. */
    @FunctionalInterface
    public interface Source {
        /**
         * Requests a page.
         *
         * @param size the maximum number of items
         * @param after the position of the page; empty for the first page
         */
        JsonNode page(int size, String after);
    }

    /**
     * Reads pages until the list ends or {@code most} items are read.
     *
     * @param largest the maximum number of items that the registry returns in a page
     */
    public List<JsonNode> first(int most, int largest, Source source) {
        List<JsonNode> read = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = source.page(Math.min(most - read.size(), largest), after);
            page.path(items).forEach(read::add);
            after = page.path(next).asText("");
        } while (!after.isEmpty() && read.size() < most);
        return read;
    }

    /**
     * Reads all pages, in the registry's default size.
     *
     * @param source requests the page at a position, which is empty for the first page
     */
    public List<JsonNode> all(Function<String, JsonNode> source) {
        return first(Integer.MAX_VALUE, Integer.MAX_VALUE, (size, after) -> source.apply(after));
    }
}
