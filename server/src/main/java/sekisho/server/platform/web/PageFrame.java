package sekisho.server.platform.web;

import java.util.List;

/// What stands around the content of every page.
///
/// @param siteName the name of the site in the page's language
/// @param domainParts the domain of the issuer, cut before each dot so that a line may break there
/// @param otherLanguage the language that the switch offers
/// @param otherHref this page in that language
public record PageFrame(String siteName, List<String> domainParts, String otherLanguage, String otherHref) {
    public PageFrame {
        domainParts = List.copyOf(domainParts);
    }
}
