package sekisho.server.browser;

/// How a member looks at the pages.
///
/// @param language `ja` or `en`
/// @param screen the size of the screen
/// @param script whether JavaScript is on
/// @param thorough whether each page is also judged by axe at every width, and error states are visited
record Look(String language, Screen screen, boolean script, boolean thorough) {
    /// A size of screen, with a browser that is usual there.
    enum Screen {
        PHONE(
                375,
                812,
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Mobile"
                        + " Safari/537.36"),
        DESKTOP(
                1280,
                900,
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0"
                        + " Safari/537.36");

        final int width;
        final int height;
        final String userAgent;

        Screen(int width, int height, String userAgent) {
            this.width = width;
            this.height = height;
            this.userAgent = userAgent;
        }
    }

    boolean japanese() {
        return language.equals("ja");
    }

    @Override
    public String toString() {
        return language + ", " + screen.name().toLowerCase(java.util.Locale.ROOT)
                + (script ? "" : ", without JavaScript");
    }
}
