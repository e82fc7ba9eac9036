# A layer is a folder: its sources become the static library fk_<layer>. A folder without sources yet
# gives no library, and whoever links it links nothing.

find_package(PkgConfig REQUIRED)

# Makes the imported target PkgConfig::<package>, or stops with the package to install.
function(feikong_need package debian)
    if(NOT TARGET PkgConfig::${package})
        pkg_check_modules(${package} IMPORTED_TARGET GLOBAL ${package})
        if(NOT ${package}_FOUND)
            message(FATAL_ERROR
                "${package} was not found: install the Debian package ${debian} (or run tools/setup.sh)")
        endif()
    endif()
endfunction()

set(FEIKONG_DEBIAN_simgrid libsimgrid-dev)
set(FEIKONG_DEBIAN_libcyaml libcyaml-dev)
set(FEIKONG_DEBIAN_libxxhash libxxhash-dev)
set(FEIKONG_DEBIAN_libserialport libserialport-dev)
set(FEIKONG_DEBIAN_jansson libjansson-dev)
set(FEIKONG_DEBIAN_sqlite3 libsqlite3-dev)
set(FEIKONG_DEBIAN_libcrypto libssl-dev)
set(FEIKONG_DEBIAN_yaml-0.1 libyaml-dev)

function(feikong_link_packages target)
    foreach(package IN LISTS ARGN)
        if(package STREQUAL "random123") # headers only, no .pc file
            find_path(RANDOM123_INCLUDE Random123/philox.h)
            if(NOT RANDOM123_INCLUDE)
                message(FATAL_ERROR "Random123/philox.h was not found: install the Debian package "
                    "librandom123-dev (or run tools/setup.sh)")
            endif()
            target_include_directories(${target} SYSTEM PUBLIC "${RANDOM123_INCLUDE}")
        elseif(package MATCHES "^(m|util)$")
            target_link_libraries(${target} PUBLIC ${package})
        else()
            feikong_need(${package} ${FEIKONG_DEBIAN_${package}})
            target_link_libraries(${target} PUBLIC PkgConfig::${package})
        endif()
    endforeach()
endfunction()

# Only the layers that talk to the operating system see more than ISO C.
function(feikong_posix target layer)
    if(NOT layer MATCHES "^(base|protocol|models)$")
        target_compile_definitions(${target} PRIVATE _GNU_SOURCE)
    endif()
endfunction()

function(feikong_layer layer)
    cmake_parse_arguments(ARG "" "" "LINK;PACKAGES" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${layer}/*.c")
    if(NOT sources)
        add_library(fk_${layer} INTERFACE)
        target_link_libraries(fk_${layer} INTERFACE feikong_flags ${ARG_LINK})
        return()
    endif()
    add_library(fk_${layer} STATIC ${sources})
    target_link_libraries(fk_${layer} PUBLIC ${ARG_LINK} PRIVATE feikong_flags)
    target_include_directories(fk_${layer} PUBLIC "${CMAKE_SOURCE_DIR}")
    feikong_posix(fk_${layer} ${layer})
    feikong_link_packages(fk_${layer} ${ARG_PACKAGES})
endfunction()

# The profiles of scenarios/ as they stand, in the program (sim/hunt/hunt_profiles.h).
function(feikong_profiles target)
    file(GLOB files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scenarios/profiles/*.yaml")
    set(texts "")
    set(rows "")
    set(count 0)
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
        get_filename_component(name "${file}" NAME_WE)
        file(READ "${file}" bytes HEX)
        string(REGEX REPLACE "(..)" "0x\\1, " bytes "${bytes}")
        string(APPEND texts "static const unsigned char text_${count}[] = {${bytes}};\n")
        string(APPEND rows "    {\"${name}\", text_${count}, sizeof text_${count}},\n")
        math(EXPR count "${count} + 1")
    endforeach()
    set(made "${CMAKE_BINARY_DIR}/generated/hunt_profile_texts.c")
    file(CONFIGURE OUTPUT "${made}" CONTENT "/* Made by cmake from scenarios/profiles/. */
#include \"sim/hunt/hunt_profiles.h\"
${texts}const struct hunt_profile_text hunt_profile_texts[] = {
${rows}};
const unsigned hunt_profile_text_count = ${count};
" @ONLY)
    target_sources(${target} PRIVATE "${made}")
endfunction()

function(feikong_program)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/cli/*.c")
    add_executable(feikong ${sources})
    target_compile_definitions(feikong PRIVATE _GNU_SOURCE FEIKONG_VERSION="${PROJECT_VERSION}")
    target_link_libraries(feikong PRIVATE feikong_flags fk_reports fk_sim fk_conformance fk_line
        fk_models fk_protocol fk_base)
    feikong_link_packages(feikong jansson)
endfunction()

# tests/unit/<layer>/test_*.c: one executable each, linked with the library of that layer.
# FK_TEST_DIR is the folder tests/, for vectors that stand beside the tests.
# Without the package check there are none: ./demo does not need it.
function(feikong_unit_tests)
    pkg_check_modules(check IMPORTED_TARGET check)
    if(NOT check_FOUND)
        message(STATUS "No unit tests: install the Debian package check (or run tools/setup.sh)")
        return()
    endif()
    set(layers base protocol models)
    if(NOT FEIKONG_MODELS_ONLY)
        list(APPEND layers line sim conformance reports)
    endif()
    foreach(layer IN LISTS layers)
        file(GLOB tests CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/${layer}/test_*.c")
        foreach(source IN LISTS tests)
            get_filename_component(name "${source}" NAME_WE)
            add_executable(${name} "${source}")
            target_compile_definitions(${name} PRIVATE FK_TEST_DIR="${CMAKE_SOURCE_DIR}/tests")
            feikong_posix(${name} ${layer})
            target_link_libraries(${name} PRIVATE feikong_flags fk_${layer} PkgConfig::check)
            set_target_properties(${name} PROPERTIES
                RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/unit/${layer}")
            add_test(NAME ${layer}/${name} COMMAND ${name}
                WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
            set_tests_properties(${layer}/${name} PROPERTIES TIMEOUT 120)
        endforeach()
    endforeach()
endfunction()

# tests/bench/bench_*.c: not part of `all`; built by the target `benches`.
function(feikong_benches)
    add_custom_target(benches)
    file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/bench_*.c")
    foreach(source IN LISTS benches)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} EXCLUDE_FROM_ALL "${source}")
        target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
        target_link_libraries(${name} PRIVATE feikong_flags fk_reports fk_sim fk_conformance
            fk_line fk_models fk_protocol fk_base)
        set_target_properties(${name} PROPERTIES
            RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
        add_dependencies(benches ${name})
    endforeach()
    # `cmake --build build --target bench` prints the figures and checks them against their limits.
    add_custom_target(bench
        COMMAND "${CMAKE_SOURCE_DIR}/tests/run_steps.sh" --verbose 90-bench
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" DEPENDS feikong benches USES_TERMINAL)
endfunction()

# tests/measure/measure_*.c with the other files of that folder: not part of `all`; built by the target `measures`.
function(feikong_measures)
    add_custom_target(measures)
    file(GLOB measures CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/measure/measure_*.c")
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/measure/*.c")
    list(REMOVE_ITEM sources ${measures})
    foreach(source IN LISTS measures)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} EXCLUDE_FROM_ALL "${source}" ${sources})
        target_compile_definitions(${name} PRIVATE _GNU_SOURCE)
        target_link_libraries(${name} PRIVATE feikong_flags fk_reports fk_sim)
        set_target_properties(${name} PROPERTIES
            RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/measure")
        add_dependencies(measures ${name})
    endforeach()
endfunction()

# tests/fuzz/fuzz_*.c: LLVMFuzzerTestOneInput each; corpus in tests/fuzz/corpus/<name>/.
function(feikong_fuzz_targets)
    file(GLOB targets CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_*.c")
    foreach(source IN LISTS targets)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        target_link_libraries(${name} PRIVATE feikong_flags fk_models fk_protocol fk_base)
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
        if(name STREQUAL "fuzz_scenario") # the loader of sim/ alone: it needs no SimGrid
            file(GLOB loader CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/sim/scenario/*.c")
            target_sources(${name} PRIVATE ${loader})
            feikong_posix(${name} sim)
            feikong_link_packages(${name} libcyaml yaml-0.1 libxxhash)
        endif()
        set_target_properties(${name} PROPERTIES
            RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
    endforeach()
endfunction()
