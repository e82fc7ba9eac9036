# What `cmake --install` puts where, and the Debian package that `cpack` makes of it.
include(GNUInstallDirs)

set(manual "${CMAKE_BINARY_DIR}/manual")
add_custom_command(OUTPUT "${manual}/feikong.bash"
    COMMAND "${CMAKE_SOURCE_DIR}/tools/manual.sh" "$<TARGET_FILE:feikong>" "${manual}"
    DEPENDS feikong "${CMAKE_SOURCE_DIR}/tools/manual.sh"
    COMMENT "Writing man pages and completions")
add_custom_target(manual ALL DEPENDS "${manual}/feikong.bash")

# The program looks for scenarios in ../share/feikong/scenarios beside itself (cli/data_find.c).
set(data "${CMAKE_INSTALL_DATAROOTDIR}/feikong")
install(TARGETS feikong RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY "${manual}/man1" DESTINATION "${CMAKE_INSTALL_MANDIR}")
install(FILES "${manual}/feikong.bash" RENAME feikong
    DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions")
install(DIRECTORY scenarios DESTINATION "${data}" FILES_MATCHING PATTERN "*.yaml")
install(DIRECTORY conformance/devices DESTINATION "${data}" FILES_MATCHING PATTERN "*.yaml")
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES README.md CHANGELOG.md CONTRIBUTING.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES LICENSE RENAME copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME feikong)
set(CPACK_PACKAGE_CONTACT "The Feikong developers <feikong@localhost>")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
