#!groovy
@Library('shared@1.2') _
pipeline {
    agent { label 'linux && !arm' }
    options { timeout(time: 1, unit: 'HOURS'); timestamps() }
    environment { NAME = "app-${env.BUILD_NUMBER}"; SECRET = credentials('secret') }
    parameters { choice(name: 'ENV', choices: ['dev', 'prod'], description: '') }
    stages {
        stage('Build') {
            when { anyOf { branch 'main'; expression { params.ENV == 'prod' } } }
            steps {
                sh "make ${params.ENV} VERSION=\$VERSION"
                script {
                    def out = sh(script: 'date', returnStdout: true).trim()
                    if (out =~ /20\d\d/) { echo out } else { error "no: ${out}" }
                }
            }
        }
        stage('Parallel') {
            parallel {
                stage('A') { steps { echo 'a' } }
                stage('B') { steps { withCredentials([string(credentialsId: 'x', variable: 'Y')]) { sh '''curl $Y''' } } }
            }
        }
    }
    post {
        always { archiveArtifacts artifacts: 'out/**', allowEmptyArchive: true }
        failure { mail to: 'a@b', subject: "${currentBuild.fullDisplayName}", body: '' }
    }
}
